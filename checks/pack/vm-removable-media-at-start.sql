-- id: vm-removable-media-at-start
-- title: A machine connects an image when it starts
-- severity: info
-- category: configuration
-- object: vm_cdrom
-- key: source, vm_moid, device_key
-- why: The drive is to hold an image at each start. When the datastore with the image is gone or is not
--   mounted on the host HA chose, the machine asks a question instead of starting in order.
-- fix: Take the image out of the drive: set it to client device, not connected at power-on.
-- answers: vcheck 60 VM/28 Removable Media Connected
SELECT c.source, c.vm_moid, c.device_key, v.name AS vm_name, c.label, c.file, c.connected
FROM vm_cdrom c
JOIN vm v ON v.source = c.source AND v.moid = c.vm_moid
WHERE c.start_connected = 1 AND c.connected = 0
  AND c.backing_type IN ('VirtualCdromIsoBackingInfo', 'VirtualFloppyImageBackingInfo')
