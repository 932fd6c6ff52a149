-- id: vm-memory-exceeds-datastore-space
-- title: A machine has more memory than its datastores have free space
-- severity: minor
-- category: capacity
-- object: vm
-- key: source, moid
-- why: Suspending the machine, a snapshot with its memory, or a restart that needs a new swap file takes that
--   much space, and no datastore of the machine has it.
-- fix: Free space on the datastore, move the machine, or reserve its memory so that it needs no swap file.
-- answers: vcheck 20 Cluster/73 VM – More RAM than free space on Datastore
SELECT v.source, v.moid, v.name, v.memory_bytes, highest(d.free_bytes) AS free_bytes, count(*) AS
       datastore_count
FROM vm_datastore_usage u
JOIN vm v ON v.source = u.source AND v.moid = u.vm_moid
JOIN datastore d ON d.source = u.source AND d.moid = u.datastore_moid
WHERE v.power_state = 'poweredOn' AND v.memory_bytes > 0
GROUP BY v.source, v.moid, v.name, v.memory_bytes, v.memory_reservation_bytes
HAVING count(d.free_bytes) = count(*) AND v.memory_bytes - coalesce(v.memory_reservation_bytes, 0) > highest(d.free_bytes)
