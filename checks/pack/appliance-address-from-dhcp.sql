-- id: appliance-address-from-dhcp
-- title: vCenter gets its address from DHCP
-- severity: minor
-- category: configuration
-- object: appliance_network
-- key: source, name
-- why: If the lease is lost or another address is given, hosts lose their vCenter, and the name no longer
--   fits the certificates.
-- fix: Give the appliance a fixed address with forward and reverse name.
SELECT source, name, ipv4_mode, ipv4_address
FROM appliance_network
WHERE ipv4_mode = 'DHCP'
