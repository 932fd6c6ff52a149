-- id: network-dvswitch-missing-on-host
-- title: A host is not on the distributed switch that others of its cluster are on
-- severity: minor
-- category: network
-- object: dvswitch
-- key: source, dvswitch_moid, host_moid
-- why: Machines of the switch cannot run on this host, so DRS and HA have fewer choices than the cluster suggests.
-- fix: Add the host to the switch, or keep it out of the cluster.
-- absence-of: dvswitch_host
WITH present AS (
  SELECT DISTINCT m.source, m.dvswitch_moid, h.cluster_moid
  FROM dvswitch_host m
  JOIN host h ON h.source = m.source AND h.moid = m.host_moid
)
SELECT p.source, p.dvswitch_moid, h.moid AS host_moid, w.name AS dvswitch_name, h.name AS host_name, c.name AS cluster_name
FROM present p
JOIN dvswitch w ON w.source = p.source AND w.moid = p.dvswitch_moid
JOIN cluster c ON c.source = p.source AND c.moid = p.cluster_moid
JOIN host h ON h.source = c.source AND h.cluster_moid = c.moid
LEFT JOIN dvswitch_host m ON m.source = p.source AND m.dvswitch_moid = p.dvswitch_moid AND m.host_moid = h.moid
WHERE m.source IS NULL AND h.connection_state = 'connected'
