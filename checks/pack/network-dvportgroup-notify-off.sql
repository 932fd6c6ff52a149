-- id: network-dvportgroup-notify-off
-- title: Physical switches are not told when machines of a port group move
-- severity: info
-- category: network
-- object: dvportgroup
-- key: source, moid
-- why: After vMotion or the failure of an uplink the physical switches send to the old port until they learn
--   better, so machines are cut off for seconds to minutes. Only unicast load balancing of guests needs it so.
-- fix: Set Notify switches to Yes, unless machines there use Microsoft's load balancing in unicast mode.
SELECT p.source, p.moid, p.name, w.name AS dvswitch_name, n.vm_count
FROM dvportgroup p
LEFT JOIN dvswitch w ON w.source = p.source AND w.moid = p.dvswitch_moid
LEFT JOIN network n ON n.source = p.source AND n.moid = p.moid
WHERE p.uplink = 0 AND p.notify_switches = 0 AND coalesce(p.backing_type, 'standard') <> 'nsx'
