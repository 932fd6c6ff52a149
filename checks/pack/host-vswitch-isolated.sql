-- id: host-vswitch-isolated
-- title: No uplink of a standard switch has a link
-- severity: critical
-- category: network
-- object: host_vswitch
-- key: source, host_moid, name
-- why: Everything on the switch is cut off from the network: machines, and the host's own adapters there.
-- fix: Check cables, transceivers and the physical switch; compare with the other hosts of the cluster.
-- answers: vcheck 30 Host/74 Network Redundancy lost
SELECT w.source, w.host_moid, w.name, h.name AS host_name, w.uplinks, w.portgroup_count
FROM host_vswitch w
JOIN host_vswitch_uplink u ON u.source = w.source AND u.host_moid = w.host_moid AND u.vswitch_name = w.name
JOIN host_nic n ON n.source = u.source AND n.host_moid = u.host_moid AND n.device = u.device
LEFT JOIN host h ON h.source = w.source AND h.moid = w.host_moid
WHERE w.portgroup_count > 0
GROUP BY w.source, w.host_moid, w.name, h.name, w.uplinks, w.portgroup_count
HAVING count(n.link_up) = count(*) AND sum(n.link_up) = 0
