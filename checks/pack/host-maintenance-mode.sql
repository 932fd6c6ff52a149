-- id: host-maintenance-mode
-- title: A host is in maintenance mode
-- severity: info
-- category: availability
-- object: host
-- key: source, moid
-- why: The host runs no machines. During planned work that is right; forgotten, it is capacity that is
--   missing when another host fails.
-- fix: Take the host out of maintenance mode when the work is done.
-- answers: vcheck 30 Host/83 Hosts not Connected or Alarms Disabled
SELECT source, moid, name
FROM host
WHERE maintenance_mode = 1
