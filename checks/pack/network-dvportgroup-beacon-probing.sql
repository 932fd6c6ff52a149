-- id: network-dvportgroup-beacon-probing
-- title: A distributed port group probes by beacons with fewer than three uplinks
-- severity: minor
-- category: network
-- object: dvportgroup
-- key: source, moid
-- why: With two uplinks, neither can be told to be the broken one, so traffic is sent through both and arrives
--   twice.
-- fix: Detect failures by link status, or use at least three uplinks.
SELECT p.source, p.moid, p.name, w.name AS dvswitch_name, w.uplink_count, p.active_uplink_count, p.standby_uplink_count
FROM dvportgroup p
JOIN dvswitch w ON w.source = p.source AND w.moid = p.dvswitch_moid
WHERE p.uplink = 0 AND p.check_beacon = 1 AND w.uplink_count < 3
