-- id: host-nic-half-duplex
-- title: A network adapter works in one direction at a time
-- severity: major
-- category: network
-- object: host_nic
-- key: source, host_moid, device
-- why: Half duplex is what is left when one end of the link was set by hand and the other negotiates:
--   collisions, loss and a fraction of the speed.
-- fix: Let both ends negotiate, or set both alike.
SELECT n.source, n.host_moid, n.device, h.name AS host_name, n.link_speed_mbit, n.configured_speed_mbit
FROM host_nic n
LEFT JOIN host h ON h.source = n.source AND h.moid = n.host_moid
WHERE n.full_duplex = 0
