-- id: cluster-host-builds-differ
-- title: Hosts of one cluster run different builds
-- severity: major
-- category: lifecycle
-- object: cluster
-- key: source, moid
-- why: An update was not finished, or a host was added as it came. Mixed builds behave differently after a
--   move and make faults hard to compare.
-- fix: Bring all hosts of the cluster to one build.
-- answers: vcheck 20 Cluster/70 Cluster Node Version
SELECT c.source, c.moid, c.name, count(DISTINCT h.build) AS build_count, count(*) AS host_count
FROM cluster c
JOIN host h ON h.source = c.source AND h.cluster_moid = c.moid
GROUP BY c.source, c.moid, c.name
HAVING count(DISTINCT h.build) > 1
