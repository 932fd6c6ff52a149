-- id: vsan-fault-domain-missing
-- title: A host of a vSAN cluster with fault domains is in none
-- severity: minor
-- category: availability
-- object: vsan_host
-- key: source, host_moid
-- why: vSAN takes the host for a fault domain of its own. Two copies may then lie in one rack, on this host and on
--   a neighbour.
-- fix: Put the host into the fault domain of its rack (cluster > Configure > vSAN > Fault Domains).
SELECT v.source, v.host_moid, h.name AS host_name, c.name AS cluster_name, peers.named_count
FROM vsan_host v
JOIN host h ON h.source = v.source AND h.moid = v.host_moid
JOIN (SELECT x.source, x.cluster_moid, count(y.fault_domain_name) AS named_count
      FROM vsan_host y
      JOIN host x ON x.source = y.source AND x.moid = y.host_moid
      WHERE y.fault_domain_name <> ''
      GROUP BY x.source, x.cluster_moid) peers ON peers.source = h.source AND peers.cluster_moid = h.cluster_moid
LEFT JOIN cluster c ON c.source = h.source AND c.moid = h.cluster_moid
WHERE v.enabled = 1 AND v.fault_domain_name IS NULL AND peers.named_count > 0
