-- id: vm-encryption-providers-differ
-- title: A disk of a machine is encrypted by another key provider than the machine
-- severity: minor
-- category: security
-- object: vm_disk
-- key: source, vm_moid, device_key
-- why: The machine needs two key providers to start. When one is retired, as after a migration to another, it
--   starts no more.
-- fix: Recrypt the machine with all its disks under one provider.
SELECT k.source, k.vm_moid, k.device_key, v.name AS vm_name, k.label, k.key_provider_id,
       v.key_provider_id AS vm_key_provider_id
FROM vm v
JOIN vm_disk k ON k.source = v.source AND k.vm_moid = v.moid
WHERE v.key_provider_id <> k.key_provider_id
