-- id: network-dvportgroup-ports-low
-- title: A distributed port group of fixed size has few free ports
-- severity: minor
-- category: capacity
-- object: dvportgroup
-- key: source, moid
-- why: When the ports are used up, no further machine can be connected, and a restored or cloned one stays without
--   network. Groups that grow by themselves are not meant, nor small ones that are mostly free.
-- fix: Set the port group's allocation to elastic, or raise its number of ports.
-- answers: vcheck 50 Network/80 DvPG with less than x Ports Free
-- parameter: ports integer 10 ports - what a few new machines need
-- parameter: used_percent integer 80 percent - a group of few ports is no trouble while it is hardly used
-- absence-of: dvport
SELECT p.source, p.moid, p.name, w.name AS dvswitch_name, p.port_count, u.used_count
FROM dvportgroup p
JOIN (SELECT source, portgroup_key, count(*) AS used_count
      FROM dvport
      GROUP BY source, portgroup_key) u ON u.source = p.source AND u.portgroup_key = p.portgroup_key
LEFT JOIN dvswitch w ON w.source = p.source AND w.moid = p.dvswitch_moid
WHERE p.type = 'earlyBinding' AND p.auto_expand = 0 AND p.uplink = 0 AND p.port_count > 0
  AND p.port_count - u.used_count < :ports AND u.used_count * 100 >= p.port_count * :used_percent
