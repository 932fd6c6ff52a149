-- id: cluster-failover-memory-short
-- title: Memory of the running machines would not fit into a cluster that lost a host
-- severity: minor
-- category: capacity
-- object: cluster
-- key: source, moid
-- why: The machines that run have been given more memory than the hosts have without the largest of them. HA
--   would restart them, but not all could have their memory.
-- fix: Give machines the memory they need and no more, add memory or a host, or accept the finding where
--   ballooning after a failure is bearable.
-- parameter: percent integer 100 percent - beyond it the hosts that are left have to take memory back
-- answers: vcheck 20 Cluster/71 Capacity Planning
SELECT c.source, c.moid, c.name, h.host_count, v.machine_memory_bytes, h.left_after_failure_bytes
FROM cluster c
JOIN (SELECT source, cluster_moid, count(*) AS host_count,
             sum(memory_bytes) - highest(memory_bytes) AS left_after_failure_bytes
      FROM host
      WHERE connection_state = 'connected' AND maintenance_mode = 0
      GROUP BY source, cluster_moid
      HAVING count(*) > 1 AND count(memory_bytes) = count(*)) h ON h.source = c.source AND h.cluster_moid = c.moid
JOIN (SELECT p.source, p.cluster_moid, sum(m.memory_bytes) AS machine_memory_bytes
      FROM vm m
      JOIN host p ON p.source = m.source AND p.moid = m.host_moid
      WHERE m.power_state = 'poweredOn'
      GROUP BY p.source, p.cluster_moid) v ON v.source = c.source AND v.cluster_moid = c.moid
WHERE c.ha_enabled = 1 AND v.machine_memory_bytes * 100 > h.left_after_failure_bytes * :percent
