-- id: cluster-room-for-machines-low
-- title: A cluster has room for few more machines
-- severity: minor
-- category: capacity
-- object: cluster
-- key: source, moid
-- why: One host kept for failover, the memory and processor speed that is left takes only so many more
--   machines like those that run now.
-- fix: Plan more capacity, or free some: give machines what they need and no more, and remove those nobody
--   needs.
-- parameter: machines integer 5 machines - what a project usually asks for at once
-- answers: vcheck 20 Cluster/71 Capacity Planning
SELECT c.source, c.moid, c.name, c.vm_count - c.powered_off_vm_count AS running_count,
       (h.memory_left - h.memory_used) * (c.vm_count - c.powered_off_vm_count) / h.memory_used AS machines_left_by_memory,
       (h.cpu_left - h.cpu_used) * (c.vm_count - c.powered_off_vm_count) / h.cpu_used AS machines_left_by_cpu
FROM cluster c
JOIN (SELECT source, cluster_moid, sum(memory_bytes) - highest(memory_bytes) AS memory_left, sum(memory_usage_bytes) AS memory_used,
             sum(cpu_core_count * cpu_mhz) - highest(cpu_core_count * cpu_mhz) AS cpu_left, sum(cpu_usage_mhz) AS cpu_used
      FROM host
      WHERE connection_state = 'connected' AND maintenance_mode = 0
      GROUP BY source, cluster_moid
      HAVING count(*) > 1 AND count(memory_bytes) = count(*) AND count(cpu_core_count * cpu_mhz) = count(*)) h
  ON h.source = c.source AND h.cluster_moid = c.moid
WHERE c.vm_count - c.powered_off_vm_count >= :machines AND h.memory_used > 0 AND h.cpu_used > 0
  AND ((h.memory_left - h.memory_used) * (c.vm_count - c.powered_off_vm_count) < h.memory_used * :machines
       OR (h.cpu_left - h.cpu_used) * (c.vm_count - c.powered_off_vm_count) < h.cpu_used * :machines)
