-- id: upgrade-host-device-removed
-- title: The target does not support a PCI device of a host
-- severity: major
-- category: hardware
-- object: host_pci_device
-- key: source, host_moid, pci_address
-- why: No driver of the target serves this device: the network or storage behind it is lost after the
--   upgrade.
-- fix: Replace the device, or make sure that nothing uses it.
-- parameter: devices_removed list - PCI devices without a driver in the target, as maker:device
SELECT d.source, d.host_moid, d.pci_address, h.name AS host_name, d.hardware_id, d.vendor_name, d.device_name
FROM host_pci_device d
LEFT JOIN host h ON h.source = d.source AND h.moid = d.host_moid
WHERE (d.vendor_number & 65535) * 65536 + (d.device_number & 65535) IN (SELECT value + 0 FROM json_each(:devices_removed))
