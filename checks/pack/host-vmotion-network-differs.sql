-- id: host-vmotion-network-differs
-- title: A host has vMotion in another subnet than most of its cluster
-- severity: minor
-- category: network
-- object: host_vmknic_service
-- key: source, host_moid, service, vmknic_key
-- why: Within one subnet vMotion needs no router. Across two it works only where somebody planned it; otherwise
--   moves to and from this host fail or fill a gateway.
-- fix: Give the adapter an address of the cluster's vMotion subnet and its port group the same VLAN; or use the
--   vMotion TCP/IP stack if traffic is to be routed.
WITH v AS (SELECT h.source, h.cluster_moid, r.network, r.prefix_length, count(DISTINCT h.moid) AS alike
           FROM host_vmknic_service s
           JOIN host_route r ON r.source = s.source AND r.host_moid = s.host_moid AND r.device = s.device
           JOIN host h ON h.source = s.source AND h.moid = s.host_moid
           WHERE s.service = 'vmotion' AND r.prefix_length > 0 AND r.ipv6 = 0
           GROUP BY h.source, h.cluster_moid, r.network, r.prefix_length)
SELECT DISTINCT s.source, s.host_moid, s.service, s.vmknic_key, h.name AS host_name, s.device
FROM host_vmknic_service s
JOIN host h ON h.source = s.source AND h.moid = s.host_moid
JOIN host_route r ON r.source = s.source AND r.host_moid = s.host_moid AND r.device = s.device
JOIN v ON v.source = h.source AND v.cluster_moid = h.cluster_moid AND v.network = r.network
      AND v.prefix_length = r.prefix_length
JOIN (SELECT source, cluster_moid, highest(alike) AS most
      FROM v
      GROUP BY source, cluster_moid) t ON t.source = h.source AND t.cluster_moid = h.cluster_moid
WHERE s.service = 'vmotion' AND r.prefix_length > 0 AND r.ipv6 = 0 AND v.alike < t.most
