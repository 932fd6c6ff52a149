-- id: datastore-cluster-hosts-differ
-- title: Datastores of one datastore cluster are mounted by different numbers of hosts
-- severity: minor
-- category: configuration
-- object: datastore_cluster
-- key: source, moid
-- why: Storage DRS leaves a datastore out when a machine's host does not mount it, so the cluster is smaller than
--   it looks, and a machine may move to where fewer hosts can run it.
-- fix: Mount all its datastores on the same hosts.
SELECT c.source, c.moid, c.name, lowest(d.host_count) AS lowest_host_count, highest(d.host_count) AS highest_host_count
FROM datastore_cluster c
JOIN datastore d ON d.source = c.source AND d.parent_moid = c.moid
GROUP BY c.source, c.moid
HAVING lowest(d.host_count) < highest(d.host_count)
