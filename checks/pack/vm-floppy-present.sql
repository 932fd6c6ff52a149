-- id: vm-floppy-present
-- title: A machine has a floppy drive
-- severity: info
-- category: configuration
-- object: vm_cdrom
-- key: source, vm_moid, device_key
-- why: Nobody needs it any more, each device is one more thing to attack, and a floppy image that is gone
--   stops a move or a start.
-- fix: Remove the drive while the machine is off, and disable the floppy controller in its firmware setup.
-- answers: vcheck 60 VM/28 Removable Media Connected
SELECT c.source, c.vm_moid, c.device_key, v.name AS vm_name, c.label, c.connected, c.start_connected
FROM vm_cdrom c
LEFT JOIN vm v ON v.source = c.source AND v.moid = c.vm_moid
WHERE c.device_type = 'VirtualFloppy' AND (c.connected = 1 OR c.start_connected = 1)
