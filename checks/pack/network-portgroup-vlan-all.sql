-- id: network-portgroup-vlan-all
-- title: A standard port group carries all VLANs
-- severity: minor
-- category: security
-- object: host_portgroup
-- key: source, host_moid, name
-- why: VLAN 4095 hands every tagged frame to the machines on it: they can enter and read any network of the switch.
-- fix: Give it the one VLAN that its machines need. Where a guest must tag itself (a firewall, a sensor), keep the
--   group for that machine alone.
SELECT p.source, p.host_moid, p.name, h.name AS host_name, p.vswitch_name
FROM host_portgroup p
LEFT JOIN host h ON h.source = p.source AND h.moid = p.host_moid
WHERE p.vlan_id = 4095
