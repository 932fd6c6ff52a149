-- id: vm-serial-or-parallel-port
-- title: A machine has a serial or parallel port
-- severity: minor
-- category: security
-- object: vm_device
-- key: source, vm_moid, device_key
-- why: A port that is backed by a device or file of the host ties the machine to it, and one on the network
--   can be listened to in the clear. Most are left over from a physical machine.
-- fix: Remove the port while the machine is off, unless a program in the guest needs it.
-- answers: vcheck 60 VM/62 Unwanted Virtual Hardware
SELECT d.source, d.vm_moid, d.device_key, v.name AS vm_name, d.label, d.device_type, d.backing_type, d.connected
FROM vm_device d
LEFT JOIN vm v ON v.source = d.source AND v.moid = d.vm_moid
WHERE d.device_type IN ('VirtualSerialPort', 'VirtualParallelPort')
  AND (d.backing_type IS NULL OR d.backing_type NOT IN ('VirtualSerialPortThinPrintBackingInfo'))
