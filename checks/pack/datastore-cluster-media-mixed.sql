-- id: datastore-cluster-media-mixed
-- title: A datastore cluster mixes flash with other disks
-- severity: info
-- category: performance
-- object: datastore_cluster
-- key: source, moid
-- why: Storage DRS treats its members as equals. A machine that was put on flash may find itself on slow disks the
--   next day.
-- fix: Make one datastore cluster for each kind of storage, or tie machines to it by a storage policy.
SELECT c.source, c.moid, c.name, sum(d.vmfs_ssd) AS flash_count, count(d.vmfs_ssd) - sum(d.vmfs_ssd) AS other_count
FROM datastore_cluster c
JOIN datastore d ON d.source = c.source AND d.parent_moid = c.moid
GROUP BY c.source, c.moid
HAVING lowest(d.vmfs_ssd) < highest(d.vmfs_ssd)
