-- id: network-dvport-link-down
-- title: A connected adapter of a running machine has no link on its distributed port
-- severity: minor
-- category: network
-- object: dvport
-- key: source, dvswitch_moid, port_key
-- why: The machine is set to be connected and is not: its port has no working uplink, or the host did not set it
--   up.
-- fix: Disconnect and connect the adapter; look at the uplinks of the host and at the teaming of the port group.
SELECT p.source, p.dvswitch_moid, p.port_key, v.name AS vm_name, n.label, g.name AS portgroup_name, p.changed_at
FROM dvport p
JOIN vm v ON v.source = p.source AND v.moid = p.connectee_moid
JOIN vm_nic n ON n.source = p.source AND n.vm_moid = p.connectee_moid AND n.port_key = p.port_key
LEFT JOIN dvportgroup g ON g.source = p.source AND g.portgroup_key = p.portgroup_key
WHERE p.link_up = 0 AND v.power_state = 'poweredOn' AND v.connection_state = 'connected' AND n.connected = 1
