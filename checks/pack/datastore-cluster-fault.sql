-- id: datastore-cluster-fault
-- title: Storage DRS could not do what it wanted
-- severity: minor
-- category: capacity
-- object: datastore_cluster
-- key: source, moid
-- why: Storage DRS saw a need to move disks and found no way: no room, rules in each other's way, or machines that
--   cannot be moved. The imbalance stays.
-- fix: Read the faults on the datastore cluster's Storage DRS page, then make room or loosen the rule.
SELECT source, moid, name, drs_fault_count, capacity_bytes, free_bytes
FROM datastore_cluster
WHERE drs_enabled = 1 AND drs_fault_count > 0
