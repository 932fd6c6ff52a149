-- id: network-dvportgroups-unused
-- title: Many port groups of a distributed switch are used by nothing
-- severity: info
-- category: configuration
-- object: dvportgroup
-- key: source, dvswitch_moid
-- why: Port groups without machines and adapters make the next mistake likely: a machine lands in a network that is
--   no longer looked after.
-- fix: Remove those that nobody plans to use.
-- parameter: portgroups integer 20 port_groups - some spare ones are usual
-- absence-of: host_vmknic
SELECT p.source, p.dvswitch_moid, w.name, count(*) AS unused_count
FROM dvportgroup p
JOIN dvswitch w ON w.source = p.source AND w.moid = p.dvswitch_moid
JOIN network n ON n.source = p.source AND n.moid = p.moid
LEFT JOIN (SELECT source, portgroup_key FROM host_vmknic GROUP BY source, portgroup_key) k
  ON k.source = p.source AND k.portgroup_key = p.portgroup_key
WHERE p.uplink = 0 AND n.vm_count = 0 AND k.source IS NULL
GROUP BY p.source, p.dvswitch_moid
HAVING count(*) > :portgroups
