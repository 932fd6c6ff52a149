-- id: vm-snapshot-large
-- title: The snapshots of a machine have grown large
-- severity: major
-- category: capacity
-- object: vm
-- key: source, moid
-- why: What was written since the first snapshot takes this much beside the disks themselves. It grows until
--   the datastore is full, and merging it takes hours and slows the machine.
-- fix: Remove the snapshots in a quiet hour, when the datastore has room and the time the merge takes is
--   agreed.
-- link: https://knowledge.broadcom.com/external/article/316414/how-to-calculate-snapshot-consolidation.html
-- answers: vcheck 60 VM/64 Snapshots Oversize
-- parameter: percent integer 25 percent - a quarter of the disks written anew is more than a change needs
-- parameter: gib integer 200 GiB - merging as much takes hours on most storage
-- absence-of: vm_snapshot_file
SELECT v.source, v.moid, v.name, g.bytes AS snapshot_bytes, v.disk_capacity_bytes,
       iif(v.disk_capacity_bytes > 0, g.bytes * 100 / v.disk_capacity_bytes, NULL) AS percent
FROM (SELECT n.source, n.vm_moid, sum(f.size_bytes) AS bytes
      FROM (SELECT DISTINCT source, vm_moid FROM vm_snapshot) n
      JOIN vm_disk_file p ON p.source = n.source AND p.vm_moid = n.vm_moid
      JOIN vm_file f ON f.source = p.source AND f.vm_moid = p.vm_moid AND f.file_key = p.file_key
      WHERE NOT EXISTS (SELECT 1
                        FROM vm_snapshot_file b
                        JOIN vm_snapshot r ON r.source = b.source AND r.vm_moid = b.vm_moid
                                          AND r.snapshot_moid = b.snapshot_moid
                        WHERE b.source = p.source AND b.vm_moid = p.vm_moid AND b.file_key = p.file_key
                          AND r.parent_snapshot_moid IS NULL)
        AND EXISTS (SELECT 1
                    FROM vm_snapshot_file a
                    WHERE a.source = p.source AND a.vm_moid = p.vm_moid AND a.disk_key = p.disk_key)
      GROUP BY n.source, n.vm_moid) g
JOIN vm v ON v.source = g.source AND v.moid = g.vm_moid
WHERE g.bytes * 100 > v.disk_capacity_bytes * :percent OR g.bytes > :gib * 1073741824
