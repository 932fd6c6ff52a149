-- id: host-uplink-speed-differs
-- title: Uplinks of one standard switch run at different speeds
-- severity: minor
-- category: network
-- object: host_vswitch
-- key: source, host_moid, name
-- why: A slower link among equals is often a bad cable or a port that negotiated down. After a failover to it
--   everything on the switch is slow.
-- fix: Check the slow link's cable, transceiver and port; do not mix speeds among active uplinks.
SELECT w.source, w.host_moid, w.name, h.name AS host_name, w.uplinks, lowest(n.link_speed_mbit) AS slowest_mbit,
       highest(n.link_speed_mbit) AS fastest_mbit
FROM host_vswitch w
JOIN host_vswitch_uplink u ON u.source = w.source AND u.host_moid = w.host_moid AND u.vswitch_name = w.name
JOIN host_nic n ON n.source = u.source AND n.host_moid = u.host_moid AND n.device = u.device
LEFT JOIN host h ON h.source = w.source AND h.moid = w.host_moid
GROUP BY w.source, w.host_moid, w.name, h.name, w.uplinks
HAVING count(DISTINCT n.link_speed_mbit) > 1
