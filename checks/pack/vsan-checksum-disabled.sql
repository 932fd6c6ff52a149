-- id: vsan-checksum-disabled
-- title: vSAN writes new objects without checksums
-- severity: minor
-- category: configuration
-- object: vsan_cluster
-- key: source, cluster_moid
-- why: A bit that a disk or cable turned over is read as if it were right, and copied. Checksums find and mend it.
-- fix: Turn checksums on for the cluster, and see that storage policies do not turn them off.
SELECT v.source, v.cluster_moid, c.name AS cluster_name
FROM vsan_cluster v
LEFT JOIN cluster c ON c.source = v.source AND c.moid = v.cluster_moid
WHERE v.enabled = 1 AND v.checksum_enabled = 0
