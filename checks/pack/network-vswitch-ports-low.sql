-- id: network-vswitch-ports-low
-- title: A standard switch has few free ports
-- severity: minor
-- category: capacity
-- object: host_vswitch
-- key: source, host_moid, name
-- why: A machine that starts on or moves to this host may find no port, and then it has no network.
-- fix: Move machines away from the host, or raise the number of ports (older hosts need a restart for that; newer
--   ones add ports by themselves up to their maximum).
-- answers: vcheck 50 Network/24 vSwitch with less than x Ports Free
-- parameter: ports integer 5 ports - what a host that takes over machines of a neighbour needs at least
SELECT w.source, w.host_moid, w.name, h.name AS host_name, w.port_count, w.free_port_count
FROM host_vswitch w
LEFT JOIN host h ON h.source = w.source AND h.moid = w.host_moid
WHERE w.free_port_count < :ports
