-- id: vm-delta-disk-without-snapshot
-- title: A machine runs on a snapshot file but has no snapshot
-- severity: major
-- category: capacity
-- object: vm_disk
-- key: source, vm_moid, device_key
-- why: The disk's file is the delta of a snapshot that the snapshot manager does not list, so it grows
--   unseen. Backups that failed leave this behind. Linked clones look the same by design: accept the finding
--   for them.
-- fix: Take a new snapshot and remove all snapshots, or consolidate the disks; make sure first that no backup
--   or clone depends on the chain.
-- answers: vcheck 60 VM/106 Find Phantom Snapshots
-- answers: vcheck 60 VM/79 Find VMs in Uncontrolled Snapshot Mode
-- absence-of: vm_snapshot
SELECT k.source, k.vm_moid, k.device_key, v.name AS vm_name, k.label, k.file
FROM vm_disk k
LEFT JOIN vm v ON v.source = k.source AND v.moid = k.vm_moid
WHERE k.delta_file = 1
  AND NOT EXISTS (SELECT 1 FROM vm_snapshot n WHERE n.source = k.source AND n.vm_moid = k.vm_moid)
