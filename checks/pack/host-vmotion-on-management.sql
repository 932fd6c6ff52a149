-- id: host-vmotion-on-management
-- title: vMotion shares its adapter with management
-- severity: info
-- category: network
-- object: host_vmknic_service
-- key: source, host_moid, service, vmknic_key
-- why: While machines move, management and HA heartbeats compete with them; and the memory of machines crosses
--   a network that more people can reach.
-- fix: Give vMotion a VMkernel adapter, VLAN and, where possible, uplinks of its own.
SELECT s.source, s.host_moid, s.service, s.vmknic_key, h.name AS host_name, s.device
FROM host_vmknic_service s
JOIN host_vmknic_service m ON m.source = s.source AND m.host_moid = s.host_moid AND m.service = 'management'
                          AND m.device = s.device
LEFT JOIN host h ON h.source = s.source AND h.moid = s.host_moid
WHERE s.service = 'vmotion'
