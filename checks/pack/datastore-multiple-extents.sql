-- id: datastore-multiple-extents
-- title: A datastore lies on several devices
-- severity: minor
-- category: availability
-- object: datastore_extent
-- key: source, datastore_moid
-- why: When one of the devices is lost, so are files across the datastore; when the first is, all of it. Storage
--   I/O control does not work on it.
-- fix: Make a datastore on one device that is large enough, and move the machines there.
SELECT e.source, e.datastore_moid, d.name, d.capacity_bytes, d.vm_count, count(DISTINCT e.disk_name) AS device_count
FROM datastore_extent e
JOIN datastore d ON d.source = e.source AND d.moid = e.datastore_moid
GROUP BY e.source, e.datastore_moid
HAVING count(DISTINCT e.disk_name) > 1
