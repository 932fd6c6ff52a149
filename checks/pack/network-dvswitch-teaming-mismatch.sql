-- id: network-dvswitch-teaming-mismatch
-- title: Teaming of a distributed switch does not fit the physical switch
-- severity: major
-- category: network
-- object: dvswitch_host_health
-- key: source, dvswitch_moid, host_moid
-- why: One side treats the links as one bundle and the other does not. Packets are lost or arrive twice, and
--   addresses flap between ports.
-- fix: Use IP hash only with a static channel on the physical switch, a link aggregation group only with LACP, and
--   neither for the other policies.
SELECT r.source, r.dvswitch_moid, r.host_moid, w.name AS dvswitch_name, h.name AS host_name, count(*) AS result_count
FROM dvswitch_host_health r
LEFT JOIN dvswitch w ON w.source = r.source AND w.moid = r.dvswitch_moid
LEFT JOIN host h ON h.source = r.source AND h.moid = r.host_moid
WHERE r.teaming_status IN ('teamingMismatch', 'nonIphashTeamingMismatch', 'iphashTeamingMismatch') AND r.host_moid IS NOT NULL
GROUP BY r.source, r.dvswitch_moid, r.host_moid
