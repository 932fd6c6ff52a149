-- id: upgrade-vm-hardware-unsupported
-- title: The target does not run the virtual hardware of a machine
-- severity: critical
-- category: lifecycle
-- object: vm
-- key: source, moid
-- why: A machine this old does not start on upgraded hosts.
-- fix: Raise the hardware version of the machine, with a backup and current Tools, before its hosts are
--   upgraded.
-- parameter: hardware_minimum integer 0 version - the oldest virtual hardware that the target runs
SELECT source, moid, name, hardware_version, template
FROM vm
WHERE hardware_version < :hardware_minimum
