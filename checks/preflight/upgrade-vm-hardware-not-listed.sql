-- id: upgrade-vm-hardware-not-listed
-- title: The virtual hardware of a machine is older than the target documents
-- severity: info
-- category: lifecycle
-- object: vm
-- key: source, moid
-- why: It still runs, but the documents of the target no longer say what it can do, and mitigations of
--   processors pass it by.
-- fix: After hosts and Tools, raise the hardware version of the machine.
-- parameter: hardware_listed integer 0 version - the oldest virtual hardware in the tables of the target
SELECT source, moid, name, hardware_version, template
FROM vm
WHERE hardware_version < :hardware_listed
