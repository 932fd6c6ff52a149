-- id: upgrade-vm-passthrough-running
-- title: A running machine cannot leave its host: it has a device of it
-- severity: minor
-- category: availability
-- object: vm_device
-- key: source, vm_moid, device_key
-- why: Its host cannot be emptied without stopping it: entering maintenance mode waits for ever.
-- fix: Plan a stop of the machine in the window of its host.
SELECT d.source, d.vm_moid, d.device_key, v.name AS vm_name, d.device_type, d.vgpu_profile
FROM vm_device d
JOIN vm v ON v.source = d.source AND v.moid = d.vm_moid
WHERE v.power_state = 'poweredOn' AND d.device_type IN ('VirtualPCIPassthrough', 'VirtualSriovEthernetCard')
  AND d.vgpu_profile IS NULL
