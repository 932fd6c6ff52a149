-- id: host-dvswitch-single-uplink
-- title: A host has a single uplink to a distributed switch
-- severity: major
-- category: network
-- object: host_proxy_switch
-- key: source, host_moid, dvs_uuid
-- why: One cable, adapter or physical switch port is all that keeps what runs on this host and switch
--   connected.
-- fix: Add a second physical adapter of the host to the switch, best on another card and to another physical
--   switch.
-- absence-of: host_proxy_switch_uplink
SELECT x.source, x.host_moid, x.dvs_uuid, h.name AS host_name, x.dvs_name, x.uplinks
FROM host_proxy_switch x
JOIN host_proxy_switch_uplink u ON u.source = x.source AND u.host_moid = x.host_moid AND u.dvs_uuid = x.dvs_uuid
LEFT JOIN host h ON h.source = x.source AND h.moid = x.host_moid
GROUP BY x.source, x.host_moid, x.dvs_uuid, h.name, x.dvs_name, x.uplinks
HAVING count(*) = 1
