-- id: vm-device-control-allowed
-- title: Users of a guest may connect or change its devices
-- severity: minor
-- category: security
-- object: vm
-- key: source, moid
-- why: A user without administrator's rights in the guest can connect a drive that was taken off, disconnect
--   the network, or change a device's settings. Somebody has allowed it for this machine.
-- fix: Set isolation.device.connectable.disable and isolation.device.edit.disable to TRUE, or remove both.
SELECT v.source, v.moid, v.name, x.isolation_device_connectable_disable, x.isolation_device_edit_disable
FROM vm_extra_config x
JOIN vm v ON v.source = x.source AND v.moid = x.vm_moid
WHERE x.isolation_device_connectable_disable IN ('FALSE', 'false', 'False', '0')
   OR x.isolation_device_edit_disable IN ('FALSE', 'false', 'False', '0')
