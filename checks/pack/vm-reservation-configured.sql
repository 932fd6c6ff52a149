-- id: vm-reservation-configured
-- title: A machine reserves processor speed or memory
-- severity: info
-- category: performance
-- object: vm
-- key: source, moid
-- why: A reservation is taken from all others, even while the machine is idle, and makes the slots of HA
--   admission control large. It is right for some machines, and left over from a test on others. Machines
--   that need it for passthrough or latency are left out.
-- fix: Remove the reservation where nobody can say what it is for; shares give order with less harm.
-- answers: vcheck 60 VM/100 VMs with CPU or Memory Reservations
SELECT v.source, v.moid, v.name, v.cpu_reservation_mhz, v.memory_reservation_bytes, v.memory_bytes
FROM vm v
LEFT JOIN vm_extra_config x ON x.source = v.source AND x.vm_moid = v.moid
WHERE (v.cpu_reservation_mhz > 0 OR v.memory_reservation_bytes > 0) AND coalesce(x.cluster_agent, 0) = 0
  AND coalesce(v.memory_reservation_locked, 0) = 0 AND v.latency_sensitivity <> 'high'
