-- id: vsan-host-capacity-uneven
-- title: A host of a vSAN cluster holds much more than another
-- severity: info
-- category: capacity
-- object: vsan_disk
-- key: source, cluster_moid
-- why: vSAN must be able to rebuild what the largest host holds. When it fails, the small ones fill up, and the
--   space on top of it cannot be used with full redundancy.
-- fix: Give the hosts of a cluster the same disks.
-- parameter: percent integer 50 percent - a host with half of what another has
SELECT source, cluster_moid, cluster_name, lowest(host_bytes) AS smallest_host_bytes, highest(host_bytes) AS largest_host_bytes,
       count(*) AS host_count
FROM (SELECT k.source, c.moid AS cluster_moid, c.name AS cluster_name, sum(k.capacity_bytes) AS host_bytes
      FROM vsan_disk k
      JOIN host h ON h.source = k.source AND h.moid = k.host_moid
      JOIN cluster c ON c.source = h.source AND c.moid = h.cluster_moid
      GROUP BY k.source, c.moid, k.host_moid)
GROUP BY source, cluster_moid
HAVING lowest(host_bytes) * 100 <= highest(host_bytes) * :percent
