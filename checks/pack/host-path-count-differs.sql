-- id: host-path-count-differs
-- title: A host has another number of paths to a device than most of its cluster
-- severity: minor
-- category: storage
-- object: host_multipath
-- key: source, host_moid, multipath_id
-- why: Zoning, a cable or an adapter of this host differs. What is missing here is missed only when something
--   else fails.
-- fix: Compare the paths with those of a neighbour: adapter, fabric and target port; mend the zoning or the
--   cable.
WITH v AS (SELECT h.source, h.cluster_moid, m.multipath_id, m.path_count, count(*) AS alike
           FROM host_multipath m
           JOIN host h ON h.source = m.source AND h.moid = m.host_moid
           WHERE m.path_count IS NOT NULL
           GROUP BY h.source, h.cluster_moid, m.multipath_id, m.path_count),
     t AS (SELECT source, cluster_moid, multipath_id, sum(alike) AS hosts
           FROM v
           GROUP BY source, cluster_moid, multipath_id
           HAVING count(*) > 1)
SELECT m.source, m.host_moid, m.multipath_id, h.name AS host_name, m.path_count, v.alike AS hosts_alike, t.hosts
FROM t
CROSS JOIN v ON v.source = t.source AND v.cluster_moid = t.cluster_moid AND v.multipath_id = t.multipath_id
CROSS JOIN host h ON h.source = t.source AND h.cluster_moid = t.cluster_moid
CROSS JOIN host_multipath m ON m.source = h.source AND m.host_moid = h.moid AND m.multipath_id = t.multipath_id
                           AND m.path_count = v.path_count
WHERE v.alike * 2 <= t.hosts
