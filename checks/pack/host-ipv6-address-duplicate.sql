-- id: host-ipv6-address-duplicate
-- title: An IPv6 address of a host is in use elsewhere
-- severity: major
-- category: network
-- object: host_vmknic_ipv6
-- key: source, host_moid, device, position
-- why: Another machine on the network answers for the same address, so the host does not use it and what relies
--   on it fails.
-- fix: Find who else has the address, and give one of the two another.
SELECT a.source, a.host_moid, a.device, a.position, h.name AS host_name, a.ip_address, a.origin
FROM host_vmknic_ipv6 a
LEFT JOIN host h ON h.source = a.source AND h.moid = a.host_moid
WHERE a.address_state = 'duplicate'
