-- id: network-dvswitch-mtu-differs
-- title: A host's part of a distributed switch has another MTU than the switch
-- severity: minor
-- category: network
-- object: host_proxy_switch
-- key: source, host_moid, dvs_uuid
-- why: The host did not take over the switch's MTU. Large packets that other hosts send are dropped here.
-- fix: See whether the host is in sync with the switch, and correct the difference (switch > Hosts > Rectify).
SELECT x.source, x.host_moid, x.dvs_uuid, h.name AS host_name, w.name AS dvswitch_name, x.mtu_bytes, w.max_mtu_bytes
FROM host_proxy_switch x
JOIN dvswitch w ON w.source = x.source AND w.uuid = x.dvs_uuid
LEFT JOIN host h ON h.source = x.source AND h.moid = x.host_moid
WHERE x.mtu_bytes <> w.max_mtu_bytes
