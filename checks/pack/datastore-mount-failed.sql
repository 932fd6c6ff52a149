-- id: datastore-mount-failed
-- title: A host could not mount a datastore
-- severity: major
-- category: availability
-- object: datastore_mount
-- key: source, datastore_moid, host_moid
-- why: The host knows the datastore and failed to mount it. Its machines cannot run there.
-- fix: Read the reason, look at access to the device or export, and mount it again.
SELECT m.source, m.datastore_moid, m.host_moid, d.name AS datastore_name, h.name AS host_name, m.failed_reason
FROM datastore_mount m
LEFT JOIN datastore d ON d.source = m.source AND d.moid = m.datastore_moid
LEFT JOIN host h ON h.source = m.source AND h.moid = m.host_moid
WHERE m.failed_reason IS NOT NULL AND coalesce(m.mounted, 0) = 0
