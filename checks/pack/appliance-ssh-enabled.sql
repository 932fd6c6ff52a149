-- id: appliance-ssh-enabled
-- title: SSH of vCenter is open
-- severity: minor
-- category: security
-- object: appliance_access
-- key: source, way
-- why: Whoever has a password of the appliance gets a command line on it from afar, past the roles and the
--   records of vCenter.
-- fix: Close SSH in the management interface of the appliance when the work is done.
SELECT source, way, timeout_seconds
FROM appliance_access
WHERE way = 'ssh' AND enabled = 1
