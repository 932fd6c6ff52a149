-- id: network-dvswitch-mtu-not-carried
-- title: A physical switch has a smaller MTU than a distributed switch
-- severity: major
-- category: network
-- object: dvswitch_host_health
-- key: source, dvswitch_moid, host_moid
-- why: The switch's own health check lost large packets on this host's uplinks. vMotion, storage and vSAN that use
--   them stall or fail.
-- fix: Raise the MTU of the physical ports and of the switches between, or lower that of the distributed switch.
SELECT r.source, r.dvswitch_moid, r.host_moid, w.name AS dvswitch_name, h.name AS host_name, count(*) AS uplink_count,
       w.max_mtu_bytes
FROM dvswitch_host_health r
LEFT JOIN dvswitch w ON w.source = r.source AND w.moid = r.dvswitch_moid
LEFT JOIN host h ON h.source = r.source AND h.moid = r.host_moid
WHERE (r.mtu_mismatch = 1 OR r.small_mtu_range_count > 0) AND r.host_moid IS NOT NULL
GROUP BY r.source, r.dvswitch_moid, r.host_moid
