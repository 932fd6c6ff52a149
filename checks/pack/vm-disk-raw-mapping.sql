-- id: vm-disk-raw-mapping
-- title: A disk of a machine is a raw device
-- severity: info
-- category: configuration
-- object: vm_disk
-- key: source, vm_moid, device_key
-- why: A raw device mapping ties the machine to one LUN that every host must see under the same number. It
--   blocks most migrations to other platforms, and hosts boot slowly when clustered LUNs are not marked as
--   reserved.
-- fix: Replace the mapping by a virtual disk, or by vVols or a shared VMDK for clusters; else see that each
--   host of the cluster sees the LUN, and mark it perennially reserved where a cluster holds it.
-- answers: readiness RDM disks
SELECT k.source, k.vm_moid, k.device_key, v.name AS vm_name, k.label, k.raw_compatibility_mode, k.capacity_bytes
FROM vm_disk k
LEFT JOIN vm v ON v.source = k.source AND v.moid = k.vm_moid
WHERE k.raw_compatibility_mode = 'virtualMode'
