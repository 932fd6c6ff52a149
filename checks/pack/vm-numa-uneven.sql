-- id: vm-numa-uneven
-- title: The processors of a large machine do not divide evenly over NUMA nodes
-- severity: minor
-- category: performance
-- object: vm
-- key: source, moid
-- why: The machine needs more than one NUMA node of its host, and its processors cannot be split into equal
--   parts. The parts are then small or uneven, and more memory than need be is remote.
-- fix: Choose a number of processors that the number of nodes divides, for example an even one for two nodes.
SELECT v.source, v.moid, v.name, v.cpu_count, h.cpu_core_count / h.numa_node_count AS cores_per_node,
       (v.cpu_count * h.numa_node_count + h.cpu_core_count - 1) / h.cpu_core_count AS nodes_needed
FROM vm v
JOIN host h ON h.source = v.source AND h.moid = v.host_moid
WHERE v.power_state = 'poweredOn' AND h.numa_node_count > 1 AND h.cpu_core_count > 0
  AND v.cpu_count * h.numa_node_count > h.cpu_core_count AND v.cpu_count <= h.cpu_core_count
  AND v.cpu_count % ((v.cpu_count * h.numa_node_count + h.cpu_core_count - 1) / h.cpu_core_count) <> 0
