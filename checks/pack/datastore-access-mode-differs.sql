-- id: datastore-access-mode-differs
-- title: A host mounts a datastore read-only that others may write to
-- severity: major
-- category: configuration
-- object: datastore_mount
-- key: source, datastore_moid, host_moid
-- why: A machine that DRS or HA brings to this host cannot write to its disks there, and fails.
-- fix: Unmount the datastore on this host and mount it again without read-only; see that the server's export allows
--   this host to write.
SELECT m.source, m.datastore_moid, m.host_moid, d.name AS datastore_name, h.name AS host_name, d.type
FROM datastore_mount m
JOIN (SELECT source, datastore_moid, count(*) AS writers
      FROM datastore_mount
      WHERE access_mode = 'readWrite' AND coalesce(mounted, 1) = 1
      GROUP BY source, datastore_moid) w ON w.source = m.source AND w.datastore_moid = m.datastore_moid
JOIN datastore d ON d.source = m.source AND d.moid = m.datastore_moid
LEFT JOIN host h ON h.source = m.source AND h.moid = m.host_moid
WHERE m.access_mode = 'readOnly' AND coalesce(m.mounted, 1) = 1
