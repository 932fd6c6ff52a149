-- id: vm-disk-on-ide
-- title: A virtual disk hangs on an IDE controller
-- severity: minor
-- category: performance
-- object: vm_disk
-- key: source, vm_moid, device_key
-- why: IDE handles one command at a time and burdens the processor; its disks cannot be enlarged or added
--   while the machine runs. It is what importing from other platforms leaves behind.
-- fix: Change the disk to a ParaVirtual SCSI controller while the machine is off, once the guest has its
--   driver.
SELECT k.source, k.vm_moid, k.device_key, v.name AS vm_name, k.label, k.capacity_bytes
FROM vm_disk k
JOIN vm_device d ON d.source = k.source AND d.vm_moid = k.vm_moid AND d.device_key = k.controller_key
LEFT JOIN vm v ON v.source = k.source AND v.moid = k.vm_moid
WHERE d.device_type = 'VirtualIDEController'
