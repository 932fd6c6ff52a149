-- id: host-nic-speed-fixed
-- title: The speed of a network adapter is set by hand to one that is negotiated elsewhere
-- severity: info
-- category: network
-- object: host_nic
-- key: source, host_moid, device
-- why: If the physical port negotiates, the two ends may end up with different duplex; and a faster port or
--   cable brings nothing.
-- fix: Let the adapter negotiate, unless the physical port is set by hand as well.
SELECT n.source, n.host_moid, n.device, h.name AS host_name, n.configured_speed_mbit, n.link_speed_mbit
FROM host_nic n
LEFT JOIN host h ON h.source = n.source AND h.moid = n.host_moid
WHERE n.configured_speed_mbit <= 1000 AND n.auto_negotiate_supported = 1
