-- id: resource-pool-overcommitted
-- title: A resource pool cannot give what it has promised
-- severity: major
-- category: capacity
-- object: resource_pool
-- key: source, moid
-- why: The reservations in the pool do not fit into what the pool has, or its tree is inconsistent. DRS stops
--   moving machines and power-on fails.
-- fix: Raise the reservation of the pool or lower those in it; if the hosts changed outside of vCenter,
--   refresh the cluster.
SELECT source, moid, name, runtime_status, memory_reservation_bytes, memory_reservation_used_bytes,
       cpu_reservation_mhz,
       cpu_reservation_used_mhz
FROM resource_pool
WHERE runtime_status IN ('yellow', 'red')
