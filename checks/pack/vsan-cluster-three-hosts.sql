-- id: vsan-cluster-three-hosts
-- title: A vSAN cluster has just three hosts
-- severity: info
-- category: availability
-- object: vsan_cluster
-- key: source, cluster_moid
-- why: When a host fails or is in maintenance, nothing can be rebuilt: there is no fourth host for the third part
--   of an object. Until it is back, one more failure loses data.
-- fix: Plan a fourth host, or keep maintenance short and the backups fresh.
SELECT v.source, v.cluster_moid, c.name AS cluster_name, c.host_count
FROM vsan_cluster v
JOIN cluster c ON c.source = v.source AND c.moid = v.cluster_moid
WHERE v.enabled = 1 AND c.host_count = 3
