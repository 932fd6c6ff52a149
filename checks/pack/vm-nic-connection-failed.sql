-- id: vm-nic-connection-failed
-- title: A network adapter of a running machine could not be connected
-- severity: major
-- category: network
-- object: vm_nic
-- key: source, vm_moid, device_key
-- why: The host tried to connect the adapter and failed: its network is not there, its port is taken, or the
--   switch refused it. The machine has no network on it.
-- fix: See that the port group exists on the machine's host and has a free port, then connect the adapter
--   again.
SELECT n.source, n.vm_moid, n.device_key, v.name AS vm_name, n.label, n.network_name, n.portgroup_key,
       n.connection_status
FROM vm_nic n
JOIN vm v ON v.source = n.source AND v.moid = n.vm_moid
WHERE v.power_state = 'poweredOn' AND n.connection_status IN ('recoverableError', 'unrecoverableError')
