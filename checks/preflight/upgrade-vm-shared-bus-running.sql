-- id: upgrade-vm-shared-bus-running
-- title: A running machine shares a bus with another
-- severity: minor
-- category: availability
-- object: vm_device
-- key: source, vm_moid, device_key
-- why: Nodes of a cluster that share a SCSI bus move between hosts under conditions only, or not at all:
--   their host may not become empty.
-- fix: Plan for each node to be stopped, or failed over, before its host is upgraded.
SELECT d.source, d.vm_moid, d.device_key, v.name AS vm_name, d.device_type, d.shared_bus
FROM vm_device d
JOIN vm v ON v.source = d.source AND v.moid = d.vm_moid
WHERE v.power_state = 'poweredOn' AND d.shared_bus IN ('physicalSharing', 'virtualSharing')
