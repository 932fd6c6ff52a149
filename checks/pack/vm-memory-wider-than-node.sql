-- id: vm-memory-wider-than-node
-- title: A machine has more memory than a NUMA node of its host, but few processors
-- severity: info
-- category: performance
-- object: vm
-- key: source, moid
-- why: The machine's processors fit into one NUMA node, so the guest is shown one node only, while its memory
--   lies on two. Part of each access is remote, and the guest cannot know which.
-- fix: Make the memory fit into a node, or spread the machine over nodes with more sockets or with
--   numa.consolidate set to FALSE.
SELECT v.source, v.moid, v.name, v.cpu_count, v.memory_bytes, h.memory_bytes / h.numa_node_count AS node_memory_bytes
FROM vm v
JOIN host h ON h.source = v.source AND h.moid = v.host_moid
WHERE v.power_state = 'poweredOn' AND h.numa_node_count > 1
  AND v.memory_bytes > h.memory_bytes / h.numa_node_count AND v.cpu_count * h.numa_node_count <= h.cpu_core_count
