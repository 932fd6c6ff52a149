-- id: vm-latency-sensitive-unreserved
-- title: A machine is latency-sensitive without the reservations that needs
-- severity: major
-- category: performance
-- object: vm
-- key: source, moid
-- why: High latency sensitivity gives the machine cores of its own only when all of its processor speed and
--   memory is reserved. Without, it has the side effects and not the gain, or does not start at all.
-- fix: Reserve all memory and the full speed of all its processors (half of it when they are threads by
--   virtual hyper-threading; more than half is not judged), or set latency sensitivity back to normal.
SELECT v.source, v.moid, v.name, v.latency_sensitivity, v.memory_reservation_bytes, v.memory_bytes,
       v.cpu_reservation_mhz, v.cpu_count * h.cpu_mhz AS full_cpu_mhz
FROM vm v
LEFT JOIN host h ON h.source = v.source AND h.moid = v.host_moid
WHERE v.latency_sensitivity = 'high'
  AND ((coalesce(v.memory_reservation_locked, 0) = 0 AND v.memory_reservation_bytes < v.memory_bytes)
       OR v.cpu_reservation_mhz * 2 < v.cpu_count * h.cpu_mhz)
