-- id: datastore-unmap-off
-- title: A shared VMFS 6 datastore gives no freed space back to the array
-- severity: info
-- category: capacity
-- object: datastore
-- key: source, moid
-- why: Automatic space reclamation is off. On thin volumes the array stays full of blocks that no file uses, until
--   it runs out of space though the datastore looks half empty.
-- fix: Set space reclamation to low priority (Configure > General > Space Reclamation), unless the array's maker
--   advises against it.
SELECT source, moid, name, vmfs_version, vmfs_unmap_priority, capacity_bytes
FROM datastore
WHERE vmfs_major_version >= 6 AND vmfs_unmap_priority = 'none' AND vmfs_local = 0
