-- id: host-power-policy-differs
-- title: A host has another power policy than most of its cluster
-- severity: minor
-- category: performance
-- object: host
-- key: source, moid
-- why: The host runs its processors slower or faster than its neighbours, so a machine's speed depends on where
--   it runs.
-- fix: Set one power policy on all hosts of the cluster.
SELECT h.source, h.moid, h.name, h.power_policy, v.alike AS hosts_alike, t.hosts
FROM host h
JOIN (SELECT source, cluster_moid, power_policy, count(*) AS alike
      FROM host
      GROUP BY source, cluster_moid, power_policy) v
  ON v.source = h.source AND v.cluster_moid = h.cluster_moid
 AND v.power_policy = h.power_policy
JOIN (SELECT source, cluster_moid, count(power_policy) AS hosts
      FROM host
      GROUP BY source, cluster_moid) t
  ON t.source = h.source AND t.cluster_moid = h.cluster_moid
WHERE v.alike * 2 <= t.hosts
