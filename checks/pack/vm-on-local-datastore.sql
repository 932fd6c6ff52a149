-- id: vm-on-local-datastore
-- title: A machine of a cluster has a disk that only one host can reach
-- severity: minor
-- category: availability
-- object: vm_disk
-- key: source, vm_moid, device_key
-- why: When that host fails, HA cannot start the machine elsewhere, and while the host is maintained the
--   machine has to stop. Machines of the cluster services and placeholders are left out.
-- fix: Move the disk to a datastore that all hosts of the cluster mount.
-- answers: vcheck 60 VM/30 Single Storage VMs
SELECT k.source, k.vm_moid, k.device_key, v.name AS vm_name, k.label, d.name AS datastore_name, h.name AS host_name
FROM vm_disk k
JOIN vm v ON v.source = k.source AND v.moid = k.vm_moid
JOIN datastore d ON d.source = k.source AND d.moid = k.datastore_moid
JOIN host h ON h.source = v.source AND h.moid = v.host_moid
JOIN cluster c ON c.source = h.source AND c.moid = h.cluster_moid
LEFT JOIN vm_extra_config x ON x.source = v.source AND x.vm_moid = v.moid
WHERE d.multiple_host_access = 0 AND c.host_count > 1 AND coalesce(x.cluster_agent, 0) = 0
  AND coalesce(v.srm_placeholder, 0) = 0
