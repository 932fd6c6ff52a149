-- id: vm-mac-duplicate
-- title: Two network adapters have the same hardware address
-- severity: major
-- category: network
-- object: vm_nic
-- key: source, vm_moid, device_key
-- why: When both are in one network, switches send the traffic of one to the other, and both lose connections
--   by turns. Copies made by hand and addresses set by hand lead to this.
-- fix: Let vCenter generate a new address for one of the two, while that machine is off.
SELECT n.source, n.vm_moid, n.device_key, v.name AS vm_name, n.label, n.mac_address, n.address_type, d.adapters
FROM (SELECT a.source, a.mac_address, count(*) AS adapters
      FROM vm_nic a
      JOIN vm m ON m.source = a.source AND m.moid = a.vm_moid
      WHERE a.mac_address IS NOT NULL AND coalesce(m.ft_role, 0) < 2 AND coalesce(m.srm_placeholder, 0) = 0
      GROUP BY a.source, a.mac_address
      HAVING count(*) > 1) d
JOIN vm_nic n ON n.source = d.source AND n.mac_address = d.mac_address
JOIN vm v ON v.source = n.source AND v.moid = n.vm_moid
WHERE coalesce(v.ft_role, 0) < 2 AND coalesce(v.srm_placeholder, 0) = 0
