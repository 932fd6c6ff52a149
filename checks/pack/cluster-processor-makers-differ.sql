-- id: cluster-processor-makers-differ
-- title: A cluster has hosts with processors of different makers
-- severity: major
-- category: availability
-- object: cluster
-- key: source, moid
-- why: A running machine cannot move between processors of different makers, so the cluster is two in truth:
--   DRS and maintenance mode fail across the border.
-- fix: Put the hosts of each maker into a cluster of their own.
SELECT c.source, c.moid, c.name, count(DISTINCT p.vendor) AS maker_count, count(DISTINCT h.moid) AS host_count
FROM cluster c
JOIN host h ON h.source = c.source AND h.cluster_moid = c.moid
JOIN host_cpu_package p ON p.source = h.source AND p.host_moid = h.moid
GROUP BY c.source, c.moid, c.name
HAVING count(DISTINCT p.vendor) > 1
