-- id: network-dvportgroup-no-active-uplink
-- title: A distributed port group has no active uplink
-- severity: major
-- category: network
-- object: dvportgroup
-- key: source, moid
-- why: All uplinks are on standby or unused, so traffic leaves the host only after a failover that never comes, or
--   not at all.
-- fix: Make at least one uplink active (port group > Edit Settings > Teaming and failover).
SELECT p.source, p.moid, p.name, w.name AS dvswitch_name, p.teaming_policy, p.standby_uplink_count, n.vm_count
FROM dvportgroup p
LEFT JOIN dvswitch w ON w.source = p.source AND w.moid = p.dvswitch_moid
LEFT JOIN network n ON n.source = p.source AND n.moid = p.moid
WHERE p.uplink = 0 AND p.active_uplink_count = 0 AND w.uplink_count > 0 AND w.host_count > 0
  AND coalesce(p.backing_type, 'standard') <> 'nsx' AND p.teaming_policy IS NOT NULL
