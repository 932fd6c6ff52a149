-- id: cluster-overcommitted
-- title: The running machines of a cluster are promised far more than there is
-- severity: minor
-- category: capacity
-- object: cluster
-- key: source, moid
-- why: There are so many virtual processors to a core, or so much more memory than the hosts have, that
--   machines slow each other down when all are busy.
-- fix: Look at CPU ready and ballooning; give machines what they need and no more, or add hosts.
-- parameter: vcpus_of_a_core integer 5 vcpus - above it waiting for a processor becomes common
-- parameter: memory_percent integer 125 percent - shared pages and idle memory make up for about a quarter
-- answers: vcheck 20 Cluster/40 Cluster Overcommitment Rate
SELECT c.source, c.moid, c.name, v.vcpu_count, c.cpu_core_count, v.vcpu_count * 100 / c.cpu_core_count AS
       vcpu_percent_of_cores,
       v.machine_memory_bytes, c.total_memory_bytes, v.machine_memory_bytes * 100 / c.total_memory_bytes AS memory_percent
FROM cluster c
JOIN (SELECT h.source, h.cluster_moid, sum(m.cpu_count) AS vcpu_count, sum(m.memory_bytes) AS machine_memory_bytes
      FROM vm m
      JOIN host h ON h.source = m.source AND h.moid = m.host_moid
      WHERE m.power_state = 'poweredOn'
      GROUP BY h.source, h.cluster_moid) v ON v.source = c.source AND v.cluster_moid = c.moid
WHERE c.cpu_core_count > 0 AND c.total_memory_bytes > 0
  AND (v.vcpu_count > c.cpu_core_count * :vcpus_of_a_core OR v.machine_memory_bytes * 100 > c.total_memory_bytes * :memory_percent)
