-- id: host-dvswitch-isolated
-- title: No uplink of a host to a distributed switch has a link
-- severity: critical
-- category: network
-- object: host_proxy_switch
-- key: source, host_moid, dvs_uuid
-- why: Everything on this host and switch is cut off from the network: machines, and the host's own adapters
--   there.
-- fix: Check cables, transceivers and the physical switch; compare with the other hosts of the cluster.
SELECT x.source, x.host_moid, x.dvs_uuid, h.name AS host_name, x.dvs_name, x.uplinks
FROM host_proxy_switch x
JOIN host_proxy_switch_uplink u ON u.source = x.source AND u.host_moid = x.host_moid AND u.dvs_uuid = x.dvs_uuid
JOIN host_nic n ON n.source = u.source AND n.host_moid = u.host_moid AND n.device = u.device
LEFT JOIN host h ON h.source = x.source AND h.moid = x.host_moid
GROUP BY x.source, x.host_moid, x.dvs_uuid, h.name, x.dvs_name, x.uplinks
HAVING count(n.link_up) = count(*) AND sum(n.link_up) = 0
