-- id: vsan-host-disks-near-maximum
-- title: A host has nearly as many vSAN capacity disks as it can
-- severity: info
-- category: capacity
-- object: vsan_host
-- key: source, host_moid
-- why: Few or no further disks fit into vSAN on this host, so growth needs another host or larger disks.
-- fix: Plan the next growth of the cluster with a further host.
-- answers: vcheck 40 Datastore/993 VSAN total magnetic disks per host
-- parameter: maximum integer 35 disks - the maximum of a host: seven in each of five disk groups
-- parameter: percent integer 90 percent - the time to plan
SELECT v.source, v.host_moid, h.name AS host_name, v.capacity_disk_count, v.disk_group_count
FROM vsan_host v
LEFT JOIN host h ON h.source = v.source AND h.moid = v.host_moid
WHERE v.capacity_disk_count * 100 >= :maximum * :percent
