-- id: cluster-ha-admission-disabled
-- title: HA keeps no capacity for restarts
-- severity: minor
-- category: availability
-- object: cluster
-- key: source, moid
-- why: HA is on but admission control is off, so the cluster may fill up until there is no room left to
--   restart machines of a failed host.
-- fix: Turn on admission control and let it provide for at least one host.
-- answers: vcheck 20 Cluster/10 HA Configuration Issues
SELECT source, moid, name, host_count
FROM cluster
WHERE ha_enabled = 1 AND ha_admission_control_enabled = 0
