-- id: cluster-host-profile-missing
-- title: No host profile is attached to a cluster, nor one image
-- severity: info
-- category: configuration
-- object: cluster
-- key: source, moid
-- why: Nothing says how the hosts of the cluster are to be configured, so they drift apart unnoticed.
-- fix: Attach a host profile, or manage the cluster by one image and one configuration.
-- absence-of: host_profile_entity
-- answers: vcheck 20 Cluster/104 Clusters with no Host Profile
SELECT c.source, c.moid, c.name, c.host_count
FROM cluster c
WHERE c.host_count > 1 AND coalesce(c.lifecycle_managed, 0) = 0
  AND NOT EXISTS (SELECT 1 FROM host_profile_entity e
                  WHERE e.source = c.source AND e.entity_moid = c.moid AND e.entity_type = 'ClusterComputeResource')
