-- id: cluster-failover-memory-in-use
-- title: Memory in use would not fit into a cluster that lost a host
-- severity: major
-- category: capacity
-- object: cluster
-- key: source, moid
-- why: The hosts use more memory now than they would have without the largest of them. After its failure
--   machines would be ballooned and swapped.
-- fix: Add memory or a host, move machines away, or shut down what is not needed.
-- parameter: percent integer 100 percent - what is in use now has to fit into the hosts that are left
SELECT c.source, c.moid, c.name, h.host_count, h.in_use AS in_use_bytes, h.left_after_failure AS
       left_after_failure_bytes
FROM cluster c
JOIN (SELECT source, cluster_moid, count(*) AS host_count, sum(memory_usage_bytes) AS in_use,
             sum(memory_bytes) - highest(memory_bytes) AS left_after_failure
      FROM host
      WHERE connection_state = 'connected' AND maintenance_mode = 0
      GROUP BY source, cluster_moid
      HAVING count(*) > 1 AND count(memory_bytes) = count(*)) h ON h.source = c.source AND h.cluster_moid = c.moid
WHERE c.ha_enabled = 1 AND h.in_use * 100 > h.left_after_failure * :percent
