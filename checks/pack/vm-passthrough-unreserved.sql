-- id: vm-passthrough-unreserved
-- title: A machine with a passthrough device does not reserve all its memory
-- severity: major
-- category: configuration
-- object: vm_device
-- key: source, vm_moid, device_key
-- why: A passthrough device writes to the machine's memory without the host, so all of it must be reserved. A
--   machine without does not start the next time.
-- fix: Set "Reserve all guest memory" on the machine.
SELECT d.source, d.vm_moid, d.device_key, v.name AS vm_name, d.label, d.device_type, v.memory_reservation_bytes,
       v.memory_bytes
FROM vm_device d
JOIN vm v ON v.source = d.source AND v.moid = d.vm_moid
WHERE d.device_type IN ('VirtualPCIPassthrough', 'VirtualSriovEthernetCard')
  AND coalesce(v.memory_reservation_locked, 0) = 0 AND v.memory_reservation_bytes < v.memory_bytes
