-- id: host-nic-slow
-- title: A network adapter runs slower than it should
-- severity: minor
-- category: network
-- object: host_nic
-- key: source, host_moid, device
-- why: A link of 100 Mbit/s is mostly a damaged cable or a port set by hand. Everything over it is slow.
-- fix: Check cable and port; let both ends negotiate the speed.
-- parameter: mbit integer 1000 Mbit/s - the least that ESXi is supported with
SELECT n.source, n.host_moid, n.device, h.name AS host_name, n.link_speed_mbit, n.configured_speed_mbit, n.driver
FROM host_nic n
LEFT JOIN host h ON h.source = n.source AND h.moid = n.host_moid
WHERE n.link_speed_mbit < :mbit
