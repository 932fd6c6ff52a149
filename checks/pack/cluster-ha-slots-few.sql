-- id: cluster-ha-slots-few
-- title: HA of a cluster has few slots left
-- severity: minor
-- category: capacity
-- object: cluster
-- key: source, cluster_moid
-- why: Under the policy of slots, machines can be powered on only while slots are left. When they are used
--   up, power-on fails.
-- fix: Look for the machine whose reservation makes the slot so large, set a fixed slot size, or change the
--   policy to percentages.
-- parameter: slots integer 10 slots - room for some machines while hosts are out for maintenance
-- answers: vcheck 20 Cluster/18 Cluster Slot Sizes
SELECT r.source, r.cluster_moid, c.name, r.unreserved_slots, r.total_slots, r.used_slots, r.slot_cpu_mhz,
       r.slot_memory_bytes
FROM cluster_ha_runtime r
JOIN cluster c ON c.source = r.source AND c.moid = r.cluster_moid
WHERE c.ha_enabled = 1 AND c.ha_admission_control_enabled = 1 AND r.unreserved_slots < :slots
  AND r.type = 'ClusterDasFailoverLevelAdvancedRuntimeInfo'
