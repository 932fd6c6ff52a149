-- id: host-standby
-- title: A host is in standby
-- severity: info
-- category: availability
-- object: host
-- key: source, moid
-- why: The host is switched off to save power. With distributed power management that is right; otherwise its
--   capacity is missing, and nobody notices until another host fails.
-- fix: Take the host out of standby if it was not power management that put it there. See that it can be woken:
--   a test from vCenter shows it.
SELECT source, moid, name, power_state, standby_mode
FROM host
WHERE power_state = 'standBy' OR standby_mode IN ('in', 'entering')
