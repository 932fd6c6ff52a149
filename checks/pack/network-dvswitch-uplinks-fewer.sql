-- id: network-dvswitch-uplinks-fewer
-- title: A host has fewer uplinks on a distributed switch than others
-- severity: minor
-- category: availability
-- object: dvswitch_host
-- key: source, dvswitch_moid, host_moid
-- why: Teaming is planned for the number of uplinks that the other hosts have. This one has less bandwidth or no
--   redundancy.
-- fix: Assign the missing adapter to an uplink of the switch on this host.
SELECT m.source, m.dvswitch_moid, m.host_moid, w.name AS dvswitch_name, h.name AS host_name, m.nic_count,
       peers.nic_count AS most_nic_count
FROM dvswitch_host m
JOIN (SELECT x.source, x.dvswitch_moid, y.cluster_moid, highest(x.nic_count) AS nic_count
      FROM dvswitch_host x
      JOIN host y ON y.source = x.source AND y.moid = x.host_moid
      GROUP BY x.source, x.dvswitch_moid, y.cluster_moid) peers
  ON peers.source = m.source AND peers.dvswitch_moid = m.dvswitch_moid
JOIN host h ON h.source = m.source AND h.moid = m.host_moid AND h.cluster_moid = peers.cluster_moid
LEFT JOIN dvswitch w ON w.source = m.source AND w.moid = m.dvswitch_moid
WHERE m.nic_count < peers.nic_count
