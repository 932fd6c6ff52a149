-- id: network-lag-single-port
-- title: A link aggregation group has a single port
-- severity: minor
-- category: availability
-- object: dvswitch_lacp
-- key: source, dvswitch_moid, lacp_key
-- why: Nothing is aggregated, and when the one link fails there is no other: a port group may use a group like this
--   or other uplinks, not both.
-- fix: Give the group at least two ports and assign a physical adapter of each host to each.
SELECT g.source, g.dvswitch_moid, g.lacp_key, g.name, w.name AS dvswitch_name, g.uplink_count
FROM dvswitch_lacp g
LEFT JOIN dvswitch w ON w.source = g.source AND w.moid = g.dvswitch_moid
WHERE g.uplink_count < 2
