-- id: vm-snapshot-chain-long
-- title: A disk runs on a long chain of snapshots
-- severity: minor
-- category: performance
-- object: vm_disk
-- key: source, vm_moid, device_key
-- why: Each read may walk through every file of the chain, and removing the snapshots later takes long and
--   needs space. Disks without snapshots that run on several deltas count too: linked clones of clones look
--   so.
-- fix: Remove snapshots that are no longer needed, the oldest first; or clone the machine when the chain
--   cannot be merged in the time there is.
-- parameter: depth integer 3 files - VMware's own advice is two or three snapshots in a chain, though 32 are
--   possible
SELECT k.source, k.vm_moid, k.device_key, v.name AS vm_name, k.label, c.files - 1 AS deltas
FROM (SELECT d.source, d.vm_moid, d.device_key, count(*) AS files
      FROM vm_disk d
      JOIN vm_disk_file p ON p.source = d.source AND p.vm_moid = d.vm_moid AND p.disk_key = d.device_key
      JOIN vm_file f ON f.source = p.source AND f.vm_moid = p.vm_moid AND f.file_key = p.file_key
      WHERE d.delta_file = 1 AND f.type = 'diskDescriptor'
      GROUP BY d.source, d.vm_moid, d.device_key) c
JOIN vm_disk k ON k.source = c.source AND k.vm_moid = c.vm_moid AND k.device_key = c.device_key
LEFT JOIN vm v ON v.source = k.source AND v.moid = k.vm_moid
WHERE c.files - 1 > :depth
