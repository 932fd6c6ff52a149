-- id: vm-hardware-upgrade-failed
-- title: A planned upgrade of a machine's virtual hardware failed
-- severity: minor
-- category: lifecycle
-- object: vm
-- key: source, moid
-- why: The machine still has its old virtual hardware, though somebody planned otherwise and may count on it.
-- fix: Look at the machine's events for the reason, and upgrade it by hand or plan it anew.
SELECT source, moid, name, hardware_version, hardware_upgrade_target
FROM vm
WHERE hardware_upgrade_status = 'failed'
