-- id: cluster-drs-fault
-- title: DRS could not do what it wanted
-- severity: minor
-- category: performance
-- object: cluster
-- key: source, cluster_moid, fault_index
-- why: DRS wanted to move a machine for balance, a rule or maintenance, and could not. The cause usually
--   blocks maintenance of the host, too.
-- fix: Look at the fault type: a missing vMotion adapter, a device of one host, a rule, or no host that fits.
--   Remove the obstacle.
SELECT f.source, f.cluster_moid, f.fault_index, c.name AS cluster_name, v.name AS vm_name, f.fault_type
FROM cluster_fault f
LEFT JOIN cluster c ON c.source = f.source AND c.moid = f.cluster_moid
LEFT JOIN vm v ON v.source = f.source AND v.moid = f.vm_moid
