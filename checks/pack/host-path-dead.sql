-- id: host-path-dead
-- title: A path of a host to its storage is dead
-- severity: major
-- category: storage
-- object: host_multipath
-- key: source, host_moid, multipath_id
-- why: A cable, adapter, switch or port of the array failed, so redundancy is reduced or gone. The next failure
--   may take the storage away.
-- fix: Find what the dead paths have in common: adapter, fabric or target port. If the path was removed on
--   purpose, rescan the adapter.
-- answers: vcheck 30 Host/08 Hosts Dead LUN Path
SELECT m.source, m.host_moid, m.multipath_id, h.name AS host_name, m.path_count, m.active_path_count,
       m.dead_path_count
FROM host_multipath m
LEFT JOIN host h ON h.source = m.source AND h.moid = m.host_moid
WHERE m.dead_path_count > 0
