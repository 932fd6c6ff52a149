-- id: vm-disk-shared-unprotected
-- title: Two machines use the same disk file without multi-writer sharing
-- severity: critical
-- category: storage
-- object: vm_disk
-- key: source, vm_moid, device_key
-- why: Only one of the two can run at a time; if both ever do, or one is deleted with its disks, the data of
--   the other is lost. Clones by hand and copied configuration files lead to this.
-- fix: Find out which machine owns the disk. Give the other a copy, or remove the disk from it without
--   deleting the file.
SELECT k.source, k.vm_moid, k.device_key, v.name AS vm_name, k.label, k.file, d.disks
FROM (SELECT source, datastore_moid, file, count(*) AS disks
      FROM vm_disk
      WHERE file IS NOT NULL AND sharing = 'sharingNone' AND raw_compatibility_mode IS NULL
      GROUP BY source, datastore_moid, file
      HAVING count(*) > 1) d
JOIN vm_disk k ON k.source = d.source AND k.file = d.file AND k.datastore_moid = d.datastore_moid
              AND k.sharing = 'sharingNone' AND k.raw_compatibility_mode IS NULL
JOIN vm v ON v.source = k.source AND v.moid = k.vm_moid
LEFT JOIN vm_device c ON c.source = k.source AND c.vm_moid = k.vm_moid AND c.device_key = k.controller_key
WHERE coalesce(v.ft_role, 0) < 2 AND coalesce(v.srm_placeholder, 0) = 0
  AND (c.shared_bus IS NULL OR c.shared_bus = 'noSharing')
