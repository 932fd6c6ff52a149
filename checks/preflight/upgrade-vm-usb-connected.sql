-- id: upgrade-vm-usb-connected
-- title: A running machine has a USB device connected
-- severity: minor
-- category: availability
-- object: vm_usb
-- key: source, vm_moid, device_key
-- why: A device of a host binds the machine to it: the host does not become empty, or the device is lost on
--   the way.
-- fix: Disconnect the device, or plan a stop of the machine in the window of its host.
SELECT u.source, u.vm_moid, u.device_key, v.name AS vm_name, u.family
FROM vm_usb u
JOIN vm v ON v.source = u.source AND v.moid = u.vm_moid
WHERE v.power_state = 'poweredOn' AND u.device_type = 'VirtualUSB' AND u.connected = 1
