-- id: vm-nic-disconnected
-- title: A network adapter of a running machine is disconnected
-- severity: minor
-- category: configuration
-- object: vm_nic
-- key: source, vm_moid, device_key
-- why: The adapter is set to connect at power-on but is not connected: somebody took it off, or its network
--   could not be found when the machine started or moved.
-- fix: Connect the adapter, or clear its connect-at-power-on setting if that is meant.
-- answers: vcheck 60 VM/76 VM Network State
SELECT n.source, n.vm_moid, n.device_key, v.name AS vm_name, n.label, n.network_name, n.portgroup_key
FROM vm_nic n
JOIN vm v ON v.source = n.source AND v.moid = n.vm_moid
WHERE v.power_state = 'poweredOn' AND n.start_connected = 1 AND n.connected = 0
