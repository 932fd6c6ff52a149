-- id: network-lag-passive
-- title: A link aggregation group only waits for the other side
-- severity: info
-- category: network
-- object: dvswitch_lacp
-- key: source, dvswitch_moid, lacp_key
-- why: In passive mode the host sends no LACP packets of its own. If the physical switch is passive as well, the
--   group never comes up.
-- fix: Set the group to active, or make sure that the physical switch is.
SELECT g.source, g.dvswitch_moid, g.lacp_key, g.name, w.name AS dvswitch_name, g.mode, g.uplink_count
FROM dvswitch_lacp g
LEFT JOIN dvswitch w ON w.source = g.source AND w.moid = g.dvswitch_moid
WHERE g.mode = 'passive'
