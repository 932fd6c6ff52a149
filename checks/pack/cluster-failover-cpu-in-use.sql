-- id: cluster-failover-cpu-in-use
-- title: Processor load would not fit into a cluster that lost a host
-- severity: major
-- category: capacity
-- object: cluster
-- key: source, moid
-- why: The hosts use more processor speed now than they would have without the fastest of them. After its
--   failure machines would wait for processors.
-- fix: Add a host, move machines away, or shut down what is not needed.
-- parameter: percent integer 100 percent - what is in use now has to fit into the hosts that are left
SELECT c.source, c.moid, c.name, h.host_count, h.in_use AS in_use_mhz, h.left_after_failure AS
       left_after_failure_mhz
FROM cluster c
JOIN (SELECT source, cluster_moid, count(*) AS host_count, sum(cpu_usage_mhz) AS in_use,
             sum(cpu_core_count * cpu_mhz) - highest(cpu_core_count * cpu_mhz) AS left_after_failure
      FROM host
      WHERE connection_state = 'connected' AND maintenance_mode = 0
      GROUP BY source, cluster_moid
      HAVING count(*) > 1 AND count(cpu_core_count * cpu_mhz) = count(*)) h ON h.source = c.source AND h.cluster_moid = c.moid
WHERE c.ha_enabled = 1 AND h.in_use * 100 > h.left_after_failure * :percent
