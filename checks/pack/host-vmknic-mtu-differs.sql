-- id: host-vmknic-mtu-differs
-- title: A VMkernel adapter has another MTU than its like on most hosts of the cluster
-- severity: major
-- category: network
-- object: host_vmknic_service
-- key: source, host_moid, service, vmknic_key
-- why: vMotion, vSAN and the like fail or hang between hosts whose adapters for the same service send packets
--   of different size.
-- fix: Set one MTU for the service's adapters on all hosts of the cluster, not beyond that of the switches
--   between them.
WITH v AS (SELECT h.source, h.cluster_moid, s.service, n.mtu_bytes, count(*) AS alike
           FROM host_vmknic_service s
           JOIN host_vmknic n ON n.source = s.source AND n.host_moid = s.host_moid AND n.device = s.device
           JOIN host h ON h.source = s.source AND h.moid = s.host_moid
           WHERE n.mtu_bytes IS NOT NULL
           GROUP BY h.source, h.cluster_moid, s.service, n.mtu_bytes)
SELECT s.source, s.host_moid, s.service, s.vmknic_key, h.name AS host_name, s.device, n.mtu_bytes,
       v.alike AS adapters_alike, t.adapters
FROM host_vmknic_service s
JOIN host_vmknic n ON n.source = s.source AND n.host_moid = s.host_moid AND n.device = s.device
JOIN host h ON h.source = s.source AND h.moid = s.host_moid
JOIN v ON v.source = h.source AND v.cluster_moid = h.cluster_moid AND v.service = s.service
      AND v.mtu_bytes = n.mtu_bytes
JOIN (SELECT source, cluster_moid, service, sum(alike) AS adapters
      FROM v
      GROUP BY source, cluster_moid, service) t
  ON t.source = h.source AND t.cluster_moid = h.cluster_moid AND t.service = s.service
WHERE v.alike * 2 <= t.adapters
