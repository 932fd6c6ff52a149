-- id: vsan-vmknic-missing
-- title: A host in vSAN has no network adapter for vSAN
-- severity: major
-- category: network
-- object: vsan_host
-- key: source, host_moid
-- why: The host cannot talk to the others: it is a partition of its own, its disks do not count, and its machines
--   may not reach theirs.
-- fix: Enable vSAN traffic on a VMkernel adapter of the host, in the same network as the other hosts.
-- absence-of: host_vmknic_service
SELECT v.source, v.host_moid, h.name AS host_name, v.disk_group_count
FROM vsan_host v
JOIN host h ON h.source = v.source AND h.moid = v.host_moid
LEFT JOIN (SELECT source, host_moid FROM host_vmknic_service WHERE service = 'vsan' GROUP BY source, host_moid) n
  ON n.source = v.source AND n.host_moid = v.host_moid
WHERE v.enabled = 1 AND h.connection_state = 'connected' AND n.source IS NULL
