-- id: cluster-ha-slots-large
-- title: One reservation makes the slots of HA so large that few fit
-- severity: minor
-- category: capacity
-- object: cluster
-- key: source, cluster_moid
-- why: Under the policy of slots the largest reservation in the cluster makes the slot. A single machine with
--   a large reservation can so take most of the capacity away from all others.
-- fix: Lower or remove the reservation of that machine, set a fixed slot size, or change the policy to
--   percentages.
-- parameter: slots_of_a_host integer 10 slots - a host usually runs more machines than that
SELECT r.source, r.cluster_moid, c.name, r.total_slots, r.good_host_count, r.slot_cpu_mhz, r.slot_memory_bytes
FROM cluster_ha_runtime r
JOIN cluster c ON c.source = r.source AND c.moid = r.cluster_moid
WHERE c.ha_enabled = 1 AND c.ha_admission_control_enabled = 1 AND r.good_host_count > 0
  AND r.total_slots < r.good_host_count * :slots_of_a_host
