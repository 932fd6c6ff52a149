-- id: network-dvportgroup-trunk-wide
-- title: A distributed port group carries nearly all VLANs
-- severity: minor
-- category: security
-- object: dvportgroup_vlan_range
-- key: source, dvportgroup_moid
-- why: Machines on a trunk can enter and read any of its networks. One over all VLANs undoes the separation that
--   they are for.
-- fix: List only the VLANs that its machines need. Uplink groups, which must carry all, are left out.
-- parameter: vlans integer 4000 vlans - nobody lists so many on purpose
SELECT r.source, r.dvportgroup_moid, p.name, w.name AS dvswitch_name, sum(r.last_vlan_id - r.first_vlan_id + 1) AS vlan_count
FROM dvportgroup_vlan_range r
JOIN dvportgroup p ON p.source = r.source AND p.moid = r.dvportgroup_moid
LEFT JOIN dvswitch w ON w.source = p.source AND w.moid = p.dvswitch_moid
WHERE p.uplink = 0 AND coalesce(p.backing_type, 'standard') <> 'nsx'
GROUP BY r.source, r.dvportgroup_moid
HAVING sum(r.last_vlan_id - r.first_vlan_id + 1) >= :vlans
