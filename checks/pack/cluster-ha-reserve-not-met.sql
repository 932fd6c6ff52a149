-- id: cluster-ha-reserve-not-met
-- title: HA keeps less capacity free than it is set to
-- severity: major
-- category: availability
-- object: cluster
-- key: source, moid
-- why: Less processor speed or memory is left for failover than the percentage that admission control is to
--   keep. After a failure some machines cannot start.
-- fix: Bring hosts back out of maintenance, lower reservations, power off machines or add a host.
SELECT source, moid, name, ha_cpu_reserve_percent, ha_current_cpu_reserve_percent, ha_memory_reserve_percent,
       ha_current_memory_reserve_percent
FROM cluster
WHERE ha_enabled = 1 AND ha_admission_policy = 'ClusterFailoverResourcesAdmissionControlPolicy'
  AND (ha_current_cpu_reserve_percent < ha_cpu_reserve_percent
       OR ha_current_memory_reserve_percent < ha_memory_reserve_percent)
