-- id: cluster-ha-host-monitoring-disabled
-- title: HA does not watch the hosts of a cluster
-- severity: minor
-- category: availability
-- object: cluster
-- key: source, moid
-- why: HA is on but host monitoring is off, usually since some network maintenance. HA does not act when a
--   host fails.
-- fix: Enable host monitoring again.
-- answers: vcheck 20 Cluster/10 HA Configuration Issues
SELECT source, moid, name, ha_host_monitoring
FROM cluster
WHERE ha_enabled = 1 AND ha_host_monitoring = 'disabled'
