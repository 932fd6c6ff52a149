-- id: network-dvswitch-host-out-of-sync
-- title: A host is out of step with its distributed switch
-- severity: major
-- category: network
-- object: dvswitch_host
-- key: source, dvswitch_moid, host_moid
-- why: Changes of the switch do not reach the host: port groups or VLANs may be missing there, and machines that
--   move to it lose the network.
-- fix: Rectify the host on the switch's Hosts page; if that fails, look at the host's connection to vCenter. A host
--   that is not connected is not meant here.
SELECT m.source, m.dvswitch_moid, m.host_moid, w.name AS dvswitch_name, h.name AS host_name, m.status
FROM dvswitch_host m
JOIN host h ON h.source = m.source AND h.moid = m.host_moid
LEFT JOIN dvswitch w ON w.source = m.source AND w.moid = m.dvswitch_moid
WHERE m.status IN ('outOfSync', 'warning', 'down') AND h.connection_state = 'connected'
