-- id: cluster-ha-failover-level-not-met
-- title: HA could not bear the host failures it is set up for
-- severity: major
-- category: availability
-- object: cluster
-- key: source, moid
-- why: HA itself counts fewer failures that the cluster could bear than its admission control is to provide
--   for. When hosts fail, machines stay down.
-- fix: Bring hosts back out of maintenance, power off machines or lower reservations, or add a host.
SELECT source, moid, name, ha_policy_failover_level, ha_current_failover_level
FROM cluster
WHERE ha_enabled = 1 AND ha_admission_policy = 'ClusterFailoverLevelAdmissionControlPolicy'
  AND ha_current_failover_level < ha_policy_failover_level
