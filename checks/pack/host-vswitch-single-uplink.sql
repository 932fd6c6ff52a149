-- id: host-vswitch-single-uplink
-- title: A standard switch has a single uplink
-- severity: major
-- category: network
-- object: host_vswitch
-- key: source, host_moid, name
-- why: One cable, adapter or physical switch port is all that keeps everything on the switch connected.
-- fix: Add a second physical adapter, best on another card and to another physical switch.
-- absence-of: host_vswitch_uplink
SELECT w.source, w.host_moid, w.name, h.name AS host_name, w.uplinks, w.portgroup_count
FROM host_vswitch w
JOIN host_vswitch_uplink u ON u.source = w.source AND u.host_moid = w.host_moid AND u.vswitch_name = w.name
LEFT JOIN host h ON h.source = w.source AND h.moid = w.host_moid
WHERE w.portgroup_count > 0
GROUP BY w.source, w.host_moid, w.name, h.name, w.uplinks, w.portgroup_count
HAVING count(*) = 1
