-- id: cluster-failover-reservation-short
-- title: Reservations would not fit into a cluster that lost a host
-- severity: major
-- category: availability
-- object: cluster
-- key: source, moid
-- why: HA restarts a machine only where its reservation can be kept. What running machines reserve is more
--   than the hosts have without the largest of them: some would stay down.
-- fix: Lower reservations, add a host, or power off machines. With admission control on, vCenter would have
--   refused the last power-on.
-- answers: vcheck 20 Cluster/71 Capacity Planning
SELECT c.source, c.moid, c.name, h.host_count,
       c.memory_reservation_bytes - c.powered_off_memory_reservation_bytes AS reserved_memory_bytes, h.memory_left_bytes,
       c.cpu_reservation_mhz - c.powered_off_cpu_reservation_mhz AS reserved_cpu_mhz, h.cpu_left_mhz
FROM cluster c
JOIN (SELECT source, cluster_moid, count(*) AS host_count, sum(memory_bytes) - highest(memory_bytes) AS memory_left_bytes,
             sum(cpu_core_count * cpu_mhz) - highest(cpu_core_count * cpu_mhz) AS cpu_left_mhz
      FROM host
      WHERE connection_state = 'connected' AND maintenance_mode = 0
      GROUP BY source, cluster_moid
      HAVING count(*) > 1 AND count(memory_bytes) = count(*) AND count(cpu_core_count * cpu_mhz) = count(*)) h
  ON h.source = c.source AND h.cluster_moid = c.moid
WHERE c.ha_enabled = 1
  AND (c.memory_reservation_bytes - c.powered_off_memory_reservation_bytes > h.memory_left_bytes
       OR c.cpu_reservation_mhz - c.powered_off_cpu_reservation_mhz > h.cpu_left_mhz)
