-- id: network-dvportgroup-vlan-unexpected
-- title: A distributed port group has a VLAN that is not the site's
-- severity: minor
-- category: network
-- object: dvportgroup
-- key: source, moid
-- why: The VLAN is none of those that the site uses: a typing error, or a network that nobody planned. Machines on
--   it are cut off, or somewhere they should not be.
-- fix: Correct the VLAN, or add it to the site's list.
-- parameter: vlans list - the VLANs that the site's networks use, 0 for untagged ones
SELECT p.source, p.moid, p.name, w.name AS dvswitch_name, p.vlan_id
FROM dvportgroup p
LEFT JOIN dvswitch w ON w.source = p.source AND w.moid = p.dvswitch_moid
WHERE p.uplink = 0 AND p.vlan_id NOT IN (SELECT value FROM json_each(:vlans))
