-- id: cluster-ha-reserve-less-than-a-host
-- title: Admission control of HA provides for less than one host
-- severity: major
-- category: availability
-- object: cluster
-- key: source, moid
-- why: The percentage that HA keeps free is less than the share of one host, or its failover level is 0.
--   Admission control is on, and yet one failed host leaves machines down.
-- fix: Keep at least the share of one host (100 divided by the number of hosts), or let vCenter compute the
--   percentages from a failover level of 1.
SELECT source, moid, name, host_count, ha_admission_policy, ha_cpu_reserve_percent, ha_memory_reserve_percent,
       ha_policy_failover_level
FROM cluster
WHERE ha_enabled = 1 AND ha_admission_control_enabled = 1 AND host_count > 1
  AND (ha_admission_policy = 'ClusterFailoverLevelAdmissionControlPolicy' AND ha_policy_failover_level = 0
       OR ha_admission_policy = 'ClusterFailoverResourcesAdmissionControlPolicy' AND ha_reserve_computed = 0
          AND ((ha_cpu_reserve_percent + 1) * host_count < 100 OR (ha_memory_reserve_percent + 1) * host_count < 100))
