-- id: vm-encryption-mixed
-- title: An encrypted machine has a disk that is not encrypted
-- severity: minor
-- category: security
-- object: vm_disk
-- key: source, vm_moid, device_key
-- why: Who believes the machine to be encrypted keeps on this disk what was meant to be secret. A disk that
--   was added later does not take the machine's policy by itself.
-- fix: Give the disk the encryption policy of the machine.
SELECT k.source, k.vm_moid, k.device_key, v.name AS vm_name, k.label, v.key_provider_id
FROM vm v
JOIN vm_disk k ON k.source = v.source AND k.vm_moid = v.moid
WHERE v.key_provider_id IS NOT NULL AND coalesce(v.tpm_present, 0) = 0 AND k.key_provider_id IS NULL
  AND k.raw_compatibility_mode IS NULL
  AND EXISTS (SELECT 1
              FROM vm_disk e
              WHERE e.source = v.source AND e.vm_moid = v.moid AND e.key_provider_id IS NOT NULL)
