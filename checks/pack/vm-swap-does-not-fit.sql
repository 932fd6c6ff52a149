-- id: vm-swap-does-not-fit
-- title: No datastore of a machine has room for its swap file
-- severity: minor
-- category: capacity
-- object: vm_datastore_usage
-- key: source, vm_moid
-- why: The machine is off. To start, it needs a swap file as large as its memory without a reservation, and none of
--   the datastores it lies on has that much room. A machine that runs has its swap file already.
-- fix: Free space there, move the machine, reserve its memory, or let swap files lie elsewhere.
-- answers: vcheck 20 Cluster/73 VM – More RAM than free space on Datastore
SELECT u.source, u.vm_moid, v.name, v.memory_bytes, v.memory_reservation_bytes, highest(d.free_bytes) AS most_free_bytes
FROM vm_datastore_usage u
JOIN vm v ON v.source = u.source AND v.moid = u.vm_moid
LEFT JOIN datastore d ON d.source = u.source AND d.moid = u.datastore_moid
LEFT JOIN host h ON h.source = v.source AND h.moid = v.host_moid
LEFT JOIN compute_resource c ON c.source = h.source AND c.moid = h.cluster_moid
WHERE v.power_state = 'poweredOff' AND v.template = 0
  AND (v.swap_placement = 'vmDirectory' OR (v.swap_placement = 'inherit' AND c.swap_placement = 'vmDirectory'))
GROUP BY u.source, u.vm_moid
HAVING count(*) = count(d.free_bytes) AND highest(d.free_bytes) < v.memory_bytes - coalesce(v.memory_reservation_bytes, 0)
