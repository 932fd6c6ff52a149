-- id: vm-snapshot-with-memory
-- title: A snapshot holds a machine's memory and is more than a few days old
-- severity: info
-- category: capacity
-- object: vm_snapshot
-- key: source, vm_moid, snapshot_moid
-- why: Beside the disks' deltas the snapshot keeps as much as the machine's memory on the datastore, with
--   whatever secrets were in it. Going back to a memory state of long ago is rarely wanted, and domain
--   members and databases do not bear it well.
-- fix: Remove the snapshot; take the next one without memory, or quiesced.
-- parameter: days integer 3 days - a memory state is of use while the change it guards is under way
SELECT n.source, n.vm_moid, n.snapshot_moid, v.name AS vm_name, n.name, n.created_at, f.size_bytes
FROM vm_snapshot_layout l
JOIN vm_snapshot n ON n.source = l.source AND n.vm_moid = l.vm_moid AND n.snapshot_moid = l.snapshot_moid
JOIN source s ON s.source = n.source
LEFT JOIN vm_file f ON f.source = l.source AND f.vm_moid = l.vm_moid AND f.file_key = l.memory_file_key
LEFT JOIN vm v ON v.source = n.source AND v.moid = n.vm_moid
WHERE l.memory_file_key IS NOT NULL AND seconds(s.observed_at) - seconds(n.created_at) > :days * 86400
