-- id: cluster-configuration-issue
-- title: vCenter shows a configuration issue on a cluster
-- severity: minor
-- category: configuration
-- object: cluster
-- key: source, cluster_moid, event_key
-- why: vCenter itself says that something in the configuration of the cluster is wrong, often with HA: an
--   agent that cannot be reached, a missing heartbeat datastore.
-- fix: Open the cluster, Monitor, Issues; mend the cause. For HA, "Reconfigure for vSphere HA" on the host
--   often does.
-- answers: vcheck 20 Cluster/38 Cluster Configuration Issues
SELECT i.source, i.cluster_moid, i.event_key, c.name AS cluster_name, h.name AS host_name, i.event_type,
       i.event_type_id, i.created_at
FROM cluster_issue i
LEFT JOIN cluster c ON c.source = i.source AND c.moid = i.cluster_moid
LEFT JOIN host h ON h.source = i.source AND h.moid = i.host_moid
