-- id: network-inaccessible
-- title: Machines are on a network that no host offers
-- severity: major
-- category: network
-- object: network
-- key: source, moid
-- why: The network is gone from all hosts, but machines still name it. They have no connection, or will have none
--   after their next start.
-- fix: Make the port group again on the hosts, or move the machines to another network.
SELECT source, moid, name, type, vm_count, host_count
FROM network
WHERE accessible = 0 AND vm_count > 0
