-- id: appliance-shell-enabled
-- title: The shell of vCenter is open
-- severity: minor
-- category: security
-- object: appliance_access
-- key: source, way
-- why: A login to the appliance ends in a full command line, past the roles and the records of vCenter.
-- fix: Close the shell in the management interface of the appliance when the work is done.
SELECT source, way, timeout_seconds
FROM appliance_access
WHERE way = 'shell' AND enabled = 1
