-- id: appliance-interface-down
-- title: A network interface of vCenter is down
-- severity: minor
-- category: network
-- object: appliance_network
-- key: source, name
-- why: The appliance cannot be reached that way; a backup or a cluster of appliances that relies on it fails.
-- fix: Connect the adapter of the appliance, or remove it if it is not needed.
SELECT source, name, status
FROM appliance_network
WHERE status = 'down'
