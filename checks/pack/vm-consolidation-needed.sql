-- id: vm-consolidation-needed
-- title: Disks of a machine wait to be consolidated
-- severity: major
-- category: capacity
-- object: vm
-- key: source, moid
-- why: A snapshot was removed but its disk files were not merged. They keep growing, unseen by the snapshot
--   manager, until the datastore is full.
-- fix: Consolidate the machine's disks. If that fails, look for a backup program that holds a file.
-- link: https://knowledge.broadcom.com/external/article/316414/how-to-calculate-snapshot-consolidation.html
-- answers: vcheck 60 VM/45 VMs needing snapshot consolidation
SELECT source, moid, name, power_state
FROM vm
WHERE consolidation_needed = 1
