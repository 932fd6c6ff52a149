-- id: setting-history-unlimited
-- title: vCenter keeps events or tasks for ever
-- severity: minor
-- category: capacity
-- object: setting
-- key: source, option_key
-- why: The database grows until its partition is full, and then vCenter stops.
-- fix: Let vCenter clean up: keep events and tasks for 30 to 365 days, and send them to a log server for
--   longer.
SELECT source, option_key, public_value
FROM setting
WHERE option_key IN ('event.maxAgeEnabled', 'task.maxAgeEnabled') AND public_value = 'false'
