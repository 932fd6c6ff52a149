-- id: network-dvportgroup-vlan-none
-- title: A distributed port group has no VLAN
-- severity: info
-- category: network
-- object: dvportgroup
-- key: source, moid
-- why: Its traffic goes untagged, so where it ends up depends on the physical port of each host. Tools that move
--   machines to a cloud want a VLAN.
-- fix: Give the port group the VLAN it is meant for, and carry that tagged on the physical ports.
-- answers: readiness dvPort VLAN null or 0
SELECT p.source, p.moid, p.name, w.name AS dvswitch_name, n.vm_count
FROM dvportgroup p
LEFT JOIN dvswitch w ON w.source = p.source AND w.moid = p.dvswitch_moid
LEFT JOIN network n ON n.source = p.source AND n.moid = p.moid
WHERE p.vlan_id = 0 AND p.uplink = 0 AND coalesce(p.backing_type, 'standard') <> 'nsx'
