-- id: network-dvport-blocked
-- title: A port that something is connected to is blocked
-- severity: minor
-- category: network
-- object: dvport
-- key: source, dvswitch_moid, port_key
-- why: The machine or adapter on it is cut off, though it looks connected. Somebody blocked the port, or a policy
--   did.
-- fix: Unblock the port (switch > Ports), or disconnect the adapter if it is to stay cut off.
SELECT p.source, p.dvswitch_moid, p.port_key, w.name AS dvswitch_name, g.name AS portgroup_name, v.name AS vm_name,
       h.name AS host_name, p.connectee_kind
FROM dvport p
LEFT JOIN dvswitch w ON w.source = p.source AND w.moid = p.dvswitch_moid
LEFT JOIN dvportgroup g ON g.source = p.source AND g.portgroup_key = p.portgroup_key
LEFT JOIN vm v ON v.source = p.source AND v.moid = p.connectee_moid
LEFT JOIN host h ON h.source = p.source AND h.moid = p.host_moid
WHERE p.blocked = 1 AND p.connectee_moid IS NOT NULL
