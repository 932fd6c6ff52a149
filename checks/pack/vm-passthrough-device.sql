-- id: vm-passthrough-device
-- title: A device of the host is passed to a machine
-- severity: info
-- category: availability
-- object: vm_device
-- key: source, vm_moid, device_key
-- why: A machine with a passthrough or SR-IOV device cannot be moved by vMotion, suspended or have snapshots
--   with memory; when its host is maintained, it has to stop. A shared graphics profile can move, with
--   limits.
-- fix: Plan for the machine to stop when its host does, or use a device that can be moved, such as vmxnet3 or
--   a virtual GPU with vMotion enabled.
SELECT d.source, d.vm_moid, d.device_key, v.name AS vm_name, d.label, d.device_type, d.pci_address
FROM vm_device d
LEFT JOIN vm v ON v.source = d.source AND v.moid = d.vm_moid
WHERE d.device_type IN ('VirtualPCIPassthrough', 'VirtualSriovEthernetCard') AND d.vgpu_profile IS NULL
