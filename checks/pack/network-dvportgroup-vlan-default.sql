-- id: network-dvportgroup-vlan-default
-- title: A distributed port group uses VLAN 1
-- severity: minor
-- category: security
-- object: dvportgroup
-- key: source, moid
-- why: VLAN 1 is what physical switches use for themselves and mostly carry untagged. Tagged frames may be dropped,
--   and machines come near the switches' own traffic.
-- fix: Move the network to another VLAN.
SELECT p.source, p.moid, p.name, w.name AS dvswitch_name
FROM dvportgroup p
LEFT JOIN dvswitch w ON w.source = p.source AND w.moid = p.dvswitch_moid
WHERE p.vlan_id = 1
