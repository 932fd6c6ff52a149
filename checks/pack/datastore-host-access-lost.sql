-- id: datastore-host-access-lost
-- title: A host has lost a datastore that others reach
-- severity: critical
-- category: availability
-- object: datastore_mount
-- key: source, datastore_moid, host_moid
-- why: Machines on this host with disks there have stopped, or will; HA may not restart them by itself. The
--   datastore works elsewhere, so the fault lies between this host and the storage.
-- fix: Check adapters, cables, zoning or network of this host. After a permanent device loss the host needs a
--   rescan or a restart.
SELECT m.source, m.datastore_moid, m.host_moid, d.name AS datastore_name, h.name AS host_name, m.inaccessible_reason
FROM datastore_mount m
JOIN datastore d ON d.source = m.source AND d.moid = m.datastore_moid
LEFT JOIN host h ON h.source = m.source AND h.moid = m.host_moid
WHERE d.accessible = 1 AND m.accessible = 0 AND coalesce(m.mounted, 1) = 1
