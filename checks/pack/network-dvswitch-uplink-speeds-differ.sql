-- id: network-dvswitch-uplink-speeds-differ
-- title: Uplinks of a distributed switch on one host run at different speeds
-- severity: minor
-- category: performance
-- object: host_proxy_switch_uplink
-- key: source, host_moid, dvs_uuid
-- why: A slower link among equals is often a bad cable or a port that negotiated down. After a failover to it
--   everything is slower.
-- fix: Look at cable, transceiver and switch port of the slower one. Where the mix is meant, make the slower one
--   standby.
SELECT u.source, u.host_moid, u.dvs_uuid, h.name AS host_name, lowest(n.link_speed_mbit) AS slowest_mbit,
       highest(n.link_speed_mbit) AS fastest_mbit
FROM host_proxy_switch_uplink u
JOIN host_nic n ON n.source = u.source AND n.host_moid = u.host_moid AND n.device = u.device
LEFT JOIN host h ON h.source = u.source AND h.moid = u.host_moid
WHERE u.dvs_uuid IS NOT NULL
GROUP BY u.source, u.host_moid, u.dvs_uuid
HAVING lowest(n.link_speed_mbit) < highest(n.link_speed_mbit)
