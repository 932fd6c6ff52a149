-- id: host-vswitch-beacon-probing
-- title: A switch probes with beacons over too few uplinks
-- severity: minor
-- category: network
-- object: host_vswitch
-- key: source, host_moid, name
-- why: With two uplinks a lost beacon does not tell which of them failed, so the host sends everything over
--   both and packets arrive twice.
-- fix: Detect failures by link state, or give the switch three uplinks or more.
-- link: https://kb.vmware.com/selfservice/microsites/search.do?language=en_US&cmd=displayKC&externalId=1005577
-- absence-of: host_vswitch_uplink
SELECT w.source, w.host_moid, w.name, h.name AS host_name, w.uplinks, count(*) AS uplink_count
FROM host_vswitch w
JOIN host_vswitch_uplink u ON u.source = w.source AND u.host_moid = w.host_moid AND u.vswitch_name = w.name
LEFT JOIN host h ON h.source = w.source AND h.moid = w.host_moid
WHERE w.beacon_probing = 1
GROUP BY w.source, w.host_moid, w.name, h.name, w.uplinks
HAVING count(*) < 3
