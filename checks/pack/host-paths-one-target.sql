-- id: host-paths-one-target
-- title: All paths of a host to a device end at one port of the array
-- severity: major
-- category: storage
-- object: host_path
-- key: source, host_moid, multipath_id
-- why: When that port or its controller fails or is updated, the host loses the device though its own adapters
--   work.
-- fix: Zone the host to ports of both controllers of the array.
SELECT p.source, p.host_moid, p.multipath_id, h.name AS host_name, p.target_port_wwn, count(*) AS path_count
FROM host_path p
LEFT JOIN host h ON h.source = p.source AND h.moid = p.host_moid
WHERE p.multipath_id IS NOT NULL AND p.transport_type = 'HostFibreChannelTargetTransport'
GROUP BY p.source, p.host_moid, p.multipath_id, h.name
HAVING count(*) > 1 AND count(DISTINCT p.target_port_wwn) = 1 AND count(p.target_port_wwn) = count(*)
