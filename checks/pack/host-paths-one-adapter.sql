-- id: host-paths-one-adapter
-- title: All paths of a host to a device go through one adapter
-- severity: major
-- category: storage
-- object: host_path
-- key: source, host_moid, multipath_id
-- why: There are several paths, yet one adapter, cable or fabric carries them all; when it fails the host loses
--   the device.
-- fix: Zone the device to the host's second adapter, and see that it shows paths through both.
SELECT p.source, p.host_moid, p.multipath_id, h.name AS host_name, p.hba_key, count(*) AS path_count
FROM host_path p
LEFT JOIN host h ON h.source = p.source AND h.moid = p.host_moid
WHERE p.multipath_id IS NOT NULL
  AND p.transport_type IN ('HostFibreChannelTargetTransport', 'HostFibreChannelOverEthernetTargetTransport')
GROUP BY p.source, p.host_moid, p.multipath_id, h.name
HAVING count(*) > 1 AND count(DISTINCT p.hba_key) = 1 AND count(p.hba_key) = count(*)
