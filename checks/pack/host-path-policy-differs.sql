-- id: host-path-policy-differs
-- title: A host chooses paths to a device otherwise than most of its cluster
-- severity: minor
-- category: storage
-- object: host_multipath
-- key: source, host_moid, multipath_id
-- why: A machine's storage performs otherwise when it moves, and the array may be made to switch controllers to
--   and fro.
-- fix: Set the policy that the other hosts have, and the claim rule that gives it.
WITH v AS (SELECT h.source, h.cluster_moid, m.multipath_id, m.policy, count(*) AS alike
           FROM host_multipath m
           JOIN host h ON h.source = m.source AND h.moid = m.host_moid
           WHERE m.policy IS NOT NULL
           GROUP BY h.source, h.cluster_moid, m.multipath_id, m.policy),
     t AS (SELECT source, cluster_moid, multipath_id, sum(alike) AS hosts
           FROM v
           GROUP BY source, cluster_moid, multipath_id
           HAVING count(*) > 1)
SELECT m.source, m.host_moid, m.multipath_id, h.name AS host_name, m.policy, v.alike AS hosts_alike, t.hosts
FROM t
CROSS JOIN v ON v.source = t.source AND v.cluster_moid = t.cluster_moid AND v.multipath_id = t.multipath_id
CROSS JOIN host h ON h.source = t.source AND h.cluster_moid = t.cluster_moid
CROSS JOIN host_multipath m ON m.source = h.source AND m.host_moid = h.moid AND m.multipath_id = t.multipath_id
                           AND m.policy = v.policy
WHERE v.alike * 2 <= t.hosts
