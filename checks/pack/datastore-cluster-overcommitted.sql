-- id: datastore-cluster-overcommitted
-- title: A datastore cluster has promised more space than it has
-- severity: minor
-- category: capacity
-- object: datastore_cluster
-- key: source, moid
-- why: Thin disks of its machines may together outgrow all its datastores. Moving disks about does not help then.
-- fix: Watch its growth, add a datastore, or move machines out.
-- parameter: percent integer 150 percent - half as much again as there is can rarely be caught up with in time
SELECT c.source, c.moid, c.name, c.datastore_count, sum(d.capacity_bytes) AS member_capacity_bytes,
       sum(d.free_bytes) AS member_free_bytes, sum(d.uncommitted_bytes) AS member_uncommitted_bytes,
       sum(d.capacity_bytes - d.free_bytes + d.uncommitted_bytes) * 100 / sum(d.capacity_bytes) AS provisioned_percent
FROM datastore_cluster c
JOIN datastore d ON d.source = c.source AND d.parent_moid = c.moid
WHERE d.capacity_bytes > 0 AND d.free_bytes >= 0 AND d.uncommitted_bytes >= 0
GROUP BY c.source, c.moid
HAVING sum(d.capacity_bytes - d.free_bytes + d.uncommitted_bytes) * 100 > sum(d.capacity_bytes) * :percent
