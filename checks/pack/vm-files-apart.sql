-- id: vm-files-apart
-- title: Files of a machine lie on a datastore that holds none of its disks
-- severity: info
-- category: configuration
-- object: vm
-- key: source, vm_moid, datastore_moid
-- why: The configuration, snapshots or swap of the machine depend on one more datastore than its disks do.
--   When that one is lost or cleaned out, the machine is, too; often a disk was moved and the rest was
--   forgotten.
-- fix: Move the whole machine to one datastore, or set the folder of its snapshots and swap back.
-- answers: vcheck 60 VM/125 VMs with Isolated Configuration Files
-- absence-of: vm_disk
SELECT u.source, u.vm_moid, u.datastore_moid, v.name AS vm_name, d.name AS datastore_name, u.committed_bytes
FROM vm_datastore_usage u
JOIN vm v ON v.source = u.source AND v.moid = u.vm_moid
LEFT JOIN datastore d ON d.source = u.source AND d.moid = u.datastore_moid
WHERE v.disk_count > 0 AND v.swap_placement <> 'hostLocal'
  AND NOT EXISTS (SELECT 1
                  FROM vm_disk k
                  WHERE k.source = u.source AND k.vm_moid = u.vm_moid AND k.datastore_moid = u.datastore_moid)
