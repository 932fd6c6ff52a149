-- id: datastore-cluster-space-low
-- title: A datastore cluster is nearly full
-- severity: major
-- category: capacity
-- object: datastore_cluster
-- key: source, moid
-- why: Storage DRS can even out only while there is room somewhere. Without headroom no datastore of the cluster
--   can be emptied for maintenance, and all of them fill up together.
-- fix: Add a datastore to the cluster, enlarge those there are, or move machines out.
-- parameter: free_percent integer 15 percent - room to move some machines about, as for a single datastore
SELECT source, moid, name, datastore_count, capacity_bytes, free_bytes, free_bytes * 100 / capacity_bytes AS free_percent
FROM datastore_cluster
WHERE capacity_bytes > 0 AND free_bytes * 100 <= capacity_bytes * :free_percent
