-- id: vsan-host-without-disks
-- title: A host gives no disk to vSAN, others of its cluster do
-- severity: info
-- category: configuration
-- object: vsan_host
-- key: source, host_moid
-- why: It uses the space of the others and bears none of the load. If it once had disks, they are lost to vSAN.
-- fix: Create a disk group on it, or leave it so if it is meant to compute only.
SELECT v.source, v.host_moid, h.name AS host_name, c.name AS cluster_name
FROM vsan_host v
JOIN host h ON h.source = v.source AND h.moid = v.host_moid
JOIN (SELECT x.source, x.cluster_moid, sum(y.disk_group_count) AS disk_group_count
      FROM vsan_host y
      JOIN host x ON x.source = y.source AND x.moid = y.host_moid
      GROUP BY x.source, x.cluster_moid) peers ON peers.source = h.source AND peers.cluster_moid = h.cluster_moid
LEFT JOIN cluster c ON c.source = h.source AND c.moid = h.cluster_moid
WHERE v.enabled = 1 AND v.disk_group_count = 0 AND peers.disk_group_count > 0
