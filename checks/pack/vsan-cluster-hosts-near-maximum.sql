-- id: vsan-cluster-hosts-near-maximum
-- title: A vSAN cluster has nearly as many hosts as it can
-- severity: info
-- category: capacity
-- object: vsan_cluster
-- key: source, cluster_moid
-- why: Soon no further host can join, and a cluster of this size is a large thing to lose.
-- fix: Plan a second cluster for the next growth.
-- answers: vcheck 40 Datastore/995 VSAN hosts per cluster
-- parameter: maximum integer 64 hosts - the maximum of a vSAN cluster since 6.0
-- parameter: percent integer 80 percent - leaves time to plan another cluster
SELECT v.source, v.cluster_moid, c.name AS cluster_name, c.host_count
FROM vsan_cluster v
JOIN cluster c ON c.source = v.source AND c.moid = v.cluster_moid
WHERE v.enabled = 1 AND c.host_count * 100 >= :maximum * :percent
