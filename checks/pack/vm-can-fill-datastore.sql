-- id: vm-can-fill-datastore
-- title: The thin disks of one machine can fill its datastore alone
-- severity: minor
-- category: capacity
-- object: vm
-- key: source, vm_moid, datastore_moid
-- why: What the machine's thin disks and swap may still take is more than the datastore has free. When the
--   guest writes it, for example after a restore, every machine on the datastore stops.
-- fix: Enlarge the datastore or move the machine's disks, or see that an alarm on the datastore's free space
--   reaches somebody in time.
SELECT u.source, u.vm_moid, u.datastore_moid, v.name AS vm_name, d.name AS datastore_name, u.uncommitted_bytes,
       d.free_bytes
FROM vm_datastore_usage u
JOIN datastore d ON d.source = u.source AND d.moid = u.datastore_moid
JOIN vm v ON v.source = u.source AND v.moid = u.vm_moid
WHERE d.accessible = 1 AND u.uncommitted_bytes > d.free_bytes AND coalesce(v.template, 0) = 0
