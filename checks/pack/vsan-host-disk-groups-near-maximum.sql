-- id: vsan-host-disk-groups-near-maximum
-- title: A host has room for no further vSAN disk group
-- severity: info
-- category: capacity
-- object: vsan_host
-- key: source, host_moid
-- why: vSAN grows on this host only by larger disks now, so growth needs another host or an exchange of disks.
-- fix: Plan the next growth of the cluster with a further host.
-- answers: vcheck 40 Datastore/991 VSAN disk groups per host
-- parameter: maximum integer 5 groups - the maximum of a host
-- parameter: percent integer 90 percent - of so few groups only the full number counts
SELECT v.source, v.host_moid, h.name AS host_name, v.disk_group_count, v.capacity_disk_count
FROM vsan_host v
LEFT JOIN host h ON h.source = v.source AND h.moid = v.host_moid
WHERE v.disk_group_count * 100 >= :maximum * :percent
