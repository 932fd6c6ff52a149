-- id: host-paths-few
-- title: A host has fewer paths to a shared device than it should
-- severity: major
-- category: storage
-- object: host_multipath
-- key: source, host_moid, multipath_id
-- why: With a single path any failure on the way, a cable, a switch update or a controller restart, takes the
--   storage away from the host.
-- fix: Zone or connect the host by a second adapter and fabric; for iSCSI bind a second VMkernel adapter or
--   enter the second portal.
-- parameter: paths integer 2 paths - one may fail
-- answers: vcheck 30 Host/81 LUN Paths Check
SELECT m.source, m.host_moid, m.multipath_id, h.name AS host_name, m.path_count, m.array_type_policy, m.policy
FROM host_multipath m
CROSS JOIN host_lun l ON l.source = m.source AND l.host_moid = m.host_moid AND l.lun_key = m.lun_key
LEFT JOIN host h ON h.source = m.source AND h.moid = m.host_moid
WHERE m.path_count < :paths AND l.lun_type = 'disk' AND l.local_disk = 0 AND coalesce(l.used_by_vsan, 0) = 0
  AND coalesce(m.array_type_policy, '') <> 'VMW_SATP_LOCAL'
