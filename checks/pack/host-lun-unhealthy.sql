-- id: host-lun-unhealthy
-- title: A storage device of a host is not in order
-- severity: major
-- category: storage
-- object: host_lun
-- key: source, host_moid, lun_uuid
-- why: The host reports the device as off, lost, in error or degraded. What lies on it is unreachable or soon
--   may be.
-- fix: Look at the device and its paths on this host, and at the volume or disk itself. Detach what was removed
--   on purpose.
SELECT l.source, l.host_moid, l.lun_uuid, h.name AS host_name, l.canonical_name, l.display_name,
       l.operational_state, l.local_disk
FROM host_lun l
LEFT JOIN host h ON h.source = l.source AND h.moid = l.host_moid
WHERE l.operational_state IN ('off', 'lostCommunication', 'timeout', 'error', 'degraded', 'quiesced')
