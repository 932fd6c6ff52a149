-- id: vm-usb-device
-- title: A machine has a USB device
-- severity: minor
-- category: availability
-- object: vm_usb
-- key: source, vm_moid, device_key
-- why: The device is plugged into one host, or into somebody's console. The machine loses it when the host
--   fails, may not be moved freely, and cannot be migrated to most other platforms.
-- fix: Use a USB server on the network, or a licence that needs no dongle; remove devices nobody uses.
-- answers: vcheck 60 VM/62 Unwanted Virtual Hardware
-- answers: readiness vUSB devices
SELECT u.source, u.vm_moid, u.device_key, v.name AS vm_name, u.label, u.family, u.connected, u.backing_type
FROM vm_usb u
LEFT JOIN vm v ON v.source = u.source AND v.moid = u.vm_moid
WHERE u.device_type = 'VirtualUSB'
