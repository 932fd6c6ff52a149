-- id: network-dvswitch-vlan-not-carried
-- title: A physical switch does not carry VLANs that a distributed switch uses
-- severity: major
-- category: network
-- object: dvswitch_host_health
-- key: source, dvswitch_moid, host_moid
-- why: The switch's own health check found VLANs missing on the physical ports of this host. Machines of those
--   networks are cut off when they move here or when an uplink fails.
-- fix: Compare the VLANs of the physical ports with those of the port groups (switch > Monitor > Health), and carry
--   them on all uplinks.
SELECT r.source, r.dvswitch_moid, r.host_moid, w.name AS dvswitch_name, h.name AS host_name, count(*) AS uplink_count,
       sum(r.untrunked_range_count) AS vlan_range_count
FROM dvswitch_host_health r
LEFT JOIN dvswitch w ON w.source = r.source AND w.moid = r.dvswitch_moid
LEFT JOIN host h ON h.source = r.source AND h.moid = r.host_moid
WHERE r.untrunked_range_count > 0 AND r.host_moid IS NOT NULL
GROUP BY r.source, r.dvswitch_moid, r.host_moid
