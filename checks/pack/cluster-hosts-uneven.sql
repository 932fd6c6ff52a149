-- id: cluster-hosts-uneven
-- title: A host of a cluster has much more memory than another
-- severity: info
-- category: capacity
-- object: cluster
-- key: source, moid
-- why: What HA has to keep free is measured by the largest host, so the others stay emptier than they need to
--   be; large machines fit only on some of them.
-- fix: Spread the memory evenly, or put hosts of one size into one cluster.
-- parameter: percent integer 150 percent - half as much again can be planned with
SELECT c.source, c.moid, c.name, h.host_count, h.least_bytes, h.most_bytes
FROM cluster c
JOIN (SELECT source, cluster_moid, count(*) AS host_count, lowest(memory_bytes) AS least_bytes, highest(memory_bytes) AS most_bytes
      FROM host
      GROUP BY source, cluster_moid) h ON h.source = c.source AND h.cluster_moid = c.moid
WHERE h.least_bytes > 0 AND h.most_bytes * 100 > h.least_bytes * :percent
