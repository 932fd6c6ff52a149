-- id: vm-disk-larger-than-datastore
-- title: A thin disk is larger than its datastore
-- severity: minor
-- category: capacity
-- object: vm_disk
-- key: source, vm_moid, device_key
-- why: The guest believes in space that can never be there. When it writes past the end of the datastore, this
--   machine and its neighbours stop.
-- fix: Move the disk to a datastore that can hold it, or enlarge the datastore. A disk cannot be made smaller in
--   place.
SELECT k.source, k.vm_moid, k.device_key, v.name AS vm_name, k.label, d.name AS datastore_name,
       k.capacity_bytes AS disk_bytes, d.capacity_bytes AS datastore_bytes
FROM vm_disk k
JOIN datastore d ON d.source = k.source AND d.moid = k.datastore_moid
LEFT JOIN vm v ON v.source = k.source AND v.moid = k.vm_moid
WHERE k.thin_provisioned = 1 AND d.capacity_bytes > 0 AND k.capacity_bytes > d.capacity_bytes
