-- id: setting-history-long
-- title: vCenter keeps events or tasks very long
-- severity: info
-- category: capacity
-- object: setting
-- key: source, option_key
-- why: The database grows with every day that is kept; backups and upgrades of vCenter take longer.
-- fix: Keep them for less long, and send them to a log server for the rest.
-- parameter: days integer 365 days - what audits usually ask for
SELECT source, option_key, public_value
FROM setting
WHERE option_key IN ('event.maxAge', 'task.maxAge') AND public_value + 0 > :days
