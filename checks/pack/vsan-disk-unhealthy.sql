-- id: vsan-disk-unhealthy
-- title: A disk of vSAN is not in order
-- severity: major
-- category: hardware
-- object: vsan_disk
-- key: source, host_moid, disk_uuid
-- why: The host reports a state other than ok for the disk. What lies on it has lost a copy or will.
-- fix: See that all objects are rebuilt, then remove the disk from vSAN with evacuation of its data, and replace
--   it.
SELECT k.source, k.host_moid, k.disk_uuid, h.name AS host_name, k.disk_name, k.operational_state, k.capacity_bytes
FROM vsan_disk k
LEFT JOIN host h ON h.source = k.source AND h.moid = k.host_moid
WHERE k.operational_state <> 'ok'
