-- id: network-portgroup-vlan-unexpected
-- title: A standard port group has a VLAN that is not the site's
-- severity: minor
-- category: network
-- object: host_portgroup
-- key: source, host_moid, name
-- why: The VLAN is none of those that the site uses: a typing error, or a network that nobody planned. Machines on
--   it are cut off, or somewhere they should not be.
-- fix: Correct the VLAN, or add it to the site's list.
-- parameter: vlans list - the VLANs that the site's networks use, 0 for untagged ones
SELECT p.source, p.host_moid, p.name, h.name AS host_name, p.vswitch_name, p.vlan_id
FROM host_portgroup p
LEFT JOIN host h ON h.source = p.source AND h.moid = p.host_moid
WHERE p.vlan_id NOT IN (SELECT value FROM json_each(:vlans))
