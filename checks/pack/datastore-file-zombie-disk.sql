-- id: datastore-file-zombie-disk
-- title: A large disk file belongs to no machine that was seen
-- severity: minor
-- category: capacity
-- object: datastore_file
-- key: source, datastore_moid, path
-- why: No registered machine names the file, and nobody has written to it for a while: probably a disk that was
--   left behind. It takes space for nothing. Machines of a vCenter that is not in the snapshot, replicas and disks
--   that a product keeps by itself look the same. Small files are left out; those of change tracking are among
--   them. It is silent while files of a connected machine are unread.
-- fix: Find out whose it was by folder and date. Move it aside before you delete it, and only when no other
--   vCenter, backup, replication or container platform uses the datastore.
-- answers: vcheck 40 Datastore/109 Orphaned VMDK File
-- answers: rvtools Zombie
-- parameter: bytes integer 1073741824 bytes - smaller ones hardly matter, and files of change tracking are smaller
-- parameter: days integer 14 days - replicas are written to more often
-- absence-of: vm_file, vm_disk, vm
SELECT f.source, f.datastore_moid, f.path, d.name AS datastore_name, f.size_bytes, f.modified_at, f.owner,
       coalesce(u.machine_count, 0) AS unread_machine_count
FROM datastore_file f
JOIN source s ON s.source = f.source
LEFT JOIN datastore d ON d.source = f.source AND d.moid = f.datastore_moid
LEFT JOIN (SELECT DISTINCT name FROM vm_file) n ON n.name = f.path
LEFT JOIN (SELECT DISTINCT file FROM vm_disk) k ON k.file = f.path
LEFT JOIN (SELECT v.source, count(*) AS machine_count, sum(v.connection_state = 'connected') AS connected_count
           FROM vm v
           LEFT JOIN (SELECT source, vm_moid FROM vm_file GROUP BY source, vm_moid) x
             ON x.source = v.source AND x.vm_moid = v.moid
           WHERE x.source IS NULL
           GROUP BY v.source) u ON u.source = f.source
WHERE f.type = 'VmDiskFileInfo' AND f.size_bytes >= :bytes AND n.name IS NULL AND k.file IS NULL
  AND seconds(s.observed_at) - seconds(f.modified_at) > :days * 86400
  AND coalesce(u.connected_count, 0) = 0
