-- id: host-paths-lost
-- title: All paths of a host to a device are dead
-- severity: critical
-- category: storage
-- object: host_multipath
-- key: source, host_moid, multipath_id
-- why: The host no longer reaches the device. Machines with disks there hang or have stopped, and the host
--   itself may become slow to manage.
-- fix: Restore the connection, or, if the device was removed on purpose, detach it properly; then rescan the
--   adapters.
SELECT m.source, m.host_moid, m.multipath_id, h.name AS host_name, m.path_count, m.dead_path_count
FROM host_multipath m
LEFT JOIN host h ON h.source = m.source AND h.moid = m.host_moid
WHERE m.path_count > 0 AND m.dead_path_count = m.path_count
