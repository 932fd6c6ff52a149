-- id: datastore-extent-device-degraded
-- title: A device under a datastore is not in order
-- severity: major
-- category: hardware
-- object: datastore_extent
-- key: source, datastore_moid, host_moid
-- why: A host reports a state other than ok for a device that the datastore lies on: paths are lost, or the device
--   itself fails. Machines there may stop next.
-- fix: Look at the device's paths on that host, then at the array. One host alone points to its adapters or cables.
SELECT e.source, e.datastore_moid, l.host_moid, d.name AS datastore_name, h.name AS host_name, e.disk_name,
       l.operational_state
FROM datastore_extent e
JOIN datastore d ON d.source = e.source AND d.moid = e.datastore_moid
JOIN host_lun l ON l.source = e.source AND l.canonical_name = e.disk_name
LEFT JOIN host h ON h.source = l.source AND h.moid = l.host_moid
WHERE e.extent_index = 0 AND l.operational_state <> 'ok'
