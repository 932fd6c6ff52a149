-- id: vm-cpu-hot-add-hides-numa
-- title: Processors can be added to a large machine, so it does not see its NUMA nodes
-- severity: minor
-- category: performance
-- object: vm
-- key: source, moid
-- why: The machine is wider than one NUMA node of its host. With CPU hot-add on, the guest is shown one flat
--   node, places memory blindly and waits for remote memory.
-- fix: Turn CPU hot-add off while the machine is off; from vSphere 8 and hardware version 20 on, NUMA may be
--   exposed together with hot-add instead.
-- link: https://knowledge.broadcom.com/external/article/340275/enabling-vcpu-hotadd-creates-fake-numa-n.html
-- answers: vcheck 60 VM/201 VMs Hot Add Configuration
SELECT v.source, v.moid, v.name, v.cpu_count, v.memory_bytes, h.cpu_core_count / h.numa_node_count AS cores_per_node,
       h.memory_bytes / h.numa_node_count AS node_memory_bytes
FROM vm v
JOIN host h ON h.source = v.source AND h.moid = v.host_moid
WHERE v.cpu_hot_add_enabled = 1 AND coalesce(v.numa_hot_add_exposed, 0) = 0 AND h.numa_node_count > 1
  AND (v.cpu_count * h.numa_node_count > h.cpu_core_count OR v.memory_bytes > h.memory_bytes / h.numa_node_count)
