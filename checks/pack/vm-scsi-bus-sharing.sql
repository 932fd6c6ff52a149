-- id: vm-scsi-bus-sharing
-- title: A disk controller of a machine is shared with other machines
-- severity: minor
-- category: configuration
-- object: vm_device
-- key: source, vm_moid, device_key
-- why: Bus sharing is made for failover clusters. A machine with it cannot have snapshots or image backups,
--   and moves only under narrow conditions; on a machine that is in no cluster it is a left-over.
-- fix: Keep it only where a failover cluster of guests needs it, and back those up from inside; else set bus
--   sharing to none while the machine is off.
-- answers: vcheck 60 VM/121 BusSharingMode – Physical and Virtual
-- answers: readiness shared disks or bus sharing
SELECT d.source, d.vm_moid, d.device_key, v.name AS vm_name, d.label, d.shared_bus, d.device_type
FROM vm_device d
LEFT JOIN vm v ON v.source = d.source AND v.moid = d.vm_moid
WHERE d.shared_bus IN ('virtualSharing', 'physicalSharing')
