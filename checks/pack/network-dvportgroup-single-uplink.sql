-- id: network-dvportgroup-single-uplink
-- title: A distributed port group with machines uses a single uplink
-- severity: minor
-- category: availability
-- object: dvportgroup
-- key: source, moid
-- why: The switch has more uplinks, but this group may use one only. When that link fails its machines are cut off.
--   For iSCSI and vMotion, which bind adapters so, there are no machines on the group.
-- fix: Add a second uplink to the group, active or on standby.
SELECT p.source, p.moid, p.name, w.name AS dvswitch_name, w.uplink_count, n.vm_count
FROM dvportgroup p
JOIN dvswitch w ON w.source = p.source AND w.moid = p.dvswitch_moid
JOIN network n ON n.source = p.source AND n.moid = p.moid
LEFT JOIN (SELECT source, dvswitch_moid, count(*) AS lag_count FROM dvswitch_lacp GROUP BY source, dvswitch_moid) g
  ON g.source = w.source AND g.dvswitch_moid = w.moid
WHERE p.uplink = 0 AND p.active_uplink_count = 1 AND p.standby_uplink_count = 0 AND w.uplink_count > 1 AND n.vm_count > 0
  AND g.source IS NULL AND coalesce(p.backing_type, 'standard') <> 'nsx'
