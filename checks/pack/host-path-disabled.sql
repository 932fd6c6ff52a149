-- id: host-path-disabled
-- title: Somebody disabled a path of a host to its storage
-- severity: minor
-- category: storage
-- object: host_multipath
-- key: source, host_moid, multipath_id
-- why: Paths are disabled for maintenance of a fabric and easily forgotten. Until then redundancy and
--   throughput are less than they look.
-- fix: Enable the path when the work is done.
SELECT m.source, m.host_moid, m.multipath_id, h.name AS host_name, m.path_count, m.disabled_path_count
FROM host_multipath m
LEFT JOIN host h ON h.source = m.source AND h.moid = m.host_moid
WHERE m.disabled_path_count > 0
