-- id: vm-storage-single-host
-- title: A running machine lies on a datastore that only one host of its cluster mounts
-- severity: minor
-- category: availability
-- object: vm_datastore_usage
-- key: source, vm_moid, datastore_moid
-- why: HA cannot restart the machine elsewhere and DRS cannot move it. When the host fails, it is gone until the
--   host is back.
-- fix: Move its disks to a datastore that all hosts of the cluster mount, or mount this one on them.
-- answers: vcheck 60 VM/30 Single Storage VMs
SELECT u.source, u.vm_moid, u.datastore_moid, v.name AS vm_name, d.name AS datastore_name, c.name AS cluster_name
FROM vm_datastore_usage u
JOIN vm v ON v.source = u.source AND v.moid = u.vm_moid
JOIN datastore d ON d.source = u.source AND d.moid = u.datastore_moid
JOIN host h ON h.source = v.source AND h.moid = v.host_moid
JOIN cluster c ON c.source = h.source AND c.moid = h.cluster_moid
WHERE d.host_count = 1 AND v.power_state = 'poweredOn' AND c.host_count > 1 AND u.committed_bytes > 0
