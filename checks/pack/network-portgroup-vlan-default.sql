-- id: network-portgroup-vlan-default
-- title: A standard port group uses VLAN 1
-- severity: minor
-- category: security
-- object: host_portgroup
-- key: source, host_moid, name
-- why: VLAN 1 is what physical switches use for themselves and mostly carry untagged. Tagged frames may be dropped,
--   and machines come near the switches' own traffic.
-- fix: Move the network to another VLAN.
SELECT p.source, p.host_moid, p.name, h.name AS host_name, p.vswitch_name
FROM host_portgroup p
LEFT JOIN host h ON h.source = p.source AND h.moid = p.host_moid
WHERE p.vlan_id = 1
