-- id: resource-pool-reservation-exhausted
-- title: A resource pool that may not grow has nothing left to reserve
-- severity: major
-- category: capacity
-- object: resource_pool
-- key: source, moid
-- why: The reservation of the pool is not expandable and used up. Machines in it do not power on any more,
--   since even their overhead has to be reserved.
-- fix: Make the reservation expandable, raise it, or lower the reservations of machines in the pool.
-- parameter: percent integer 5 percent - less than one machine usually needs
SELECT source, moid, name, cpu_reservation_mhz, cpu_unreserved_for_vm_mhz, cpu_expandable,
       memory_reservation_bytes,
       memory_unreserved_for_vm_bytes, memory_expandable
FROM resource_pool
WHERE parent_moid <> owner_moid
  AND (memory_expandable = 0 AND memory_unreserved_for_vm_bytes * 100 <= memory_reservation_bytes * :percent
       OR cpu_expandable = 0 AND cpu_reservation_mhz > 0 AND cpu_unreserved_for_vm_mhz * 100 <= cpu_reservation_mhz * :percent)
