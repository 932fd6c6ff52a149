-- id: vm-socket-wider-than-node
-- title: A virtual socket of a machine has more cores than a NUMA node of its host
-- severity: minor
-- category: performance
-- object: vm
-- key: source, moid
-- why: The guest takes a socket for one NUMA node, but its cores lie on two. What it keeps close together is
--   in truth far apart.
-- fix: Set fewer cores per socket while the machine is off, so that a socket fits into a node; from vSphere 8
--   on, let the host choose.
SELECT v.source, v.moid, v.name, v.cpu_count, v.cores_per_socket, h.cpu_core_count / h.numa_node_count AS cores_per_node
FROM vm v
JOIN host h ON h.source = v.source AND h.moid = v.host_moid
WHERE v.power_state = 'poweredOn' AND h.numa_node_count > 1
  AND v.cores_per_socket * h.numa_node_count > h.cpu_core_count
