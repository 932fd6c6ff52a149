-- id: network-vm-on-vmkernel-portgroup
-- title: A machine is on a port group that carries a VMkernel adapter
-- severity: minor
-- category: security
-- object: vm_nic
-- key: source, vm_moid, device_key
-- why: The machine sees the traffic by which hosts are managed, moved or stored to, and a flood from it hits them.
--   Migration tools refuse to extend such a network.
-- fix: Give VMkernel adapters a port group and VLAN of their own, and move the machine to another.
-- answers: readiness VM on a VMkernel port group
SELECT n.source, n.vm_moid, n.device_key, v.name AS vm_name, n.label, n.network_name, g.name AS portgroup_name
FROM vm_nic n
JOIN vm v ON v.source = n.source AND v.moid = n.vm_moid
LEFT JOIN dvportgroup g ON g.source = n.source AND g.portgroup_key = n.portgroup_key
LEFT JOIN (SELECT DISTINCT source, portgroup_key FROM host_vmknic) d ON d.source = n.source AND d.portgroup_key = n.portgroup_key
LEFT JOIN (SELECT DISTINCT source, host_moid, portgroup_name FROM host_vmknic) s
  ON s.source = n.source AND s.host_moid = v.host_moid AND s.portgroup_name = n.network_name
WHERE d.source IS NOT NULL OR s.source IS NOT NULL
