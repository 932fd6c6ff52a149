-- id: cluster-ha-disabled
-- title: vSphere HA is off in a cluster
-- severity: major
-- category: availability
-- object: cluster
-- key: source, moid
-- why: When a host of this cluster fails, its machines stay down until a person restarts them.
-- fix: Turn on vSphere HA, or accept the finding if the applications protect themselves.
-- answers: vcheck 20 Cluster/10 HA Configuration Issues
SELECT source, moid, name, host_count
FROM cluster
WHERE ha_enabled = 0
