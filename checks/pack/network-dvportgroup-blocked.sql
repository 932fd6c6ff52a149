-- id: network-dvportgroup-blocked
-- title: All ports of a distributed port group are blocked
-- severity: minor
-- category: network
-- object: dvportgroup
-- key: source, moid
-- why: Nothing on the port group can send or receive, though everything looks connected.
-- fix: Unblock the port group (Edit Settings > Miscellaneous > Block all ports), or remove it.
SELECT p.source, p.moid, p.name, w.name AS dvswitch_name, n.vm_count
FROM dvportgroup p
LEFT JOIN dvswitch w ON w.source = p.source AND w.moid = p.dvswitch_moid
LEFT JOIN network n ON n.source = p.source AND n.moid = p.moid
WHERE p.blocked = 1
