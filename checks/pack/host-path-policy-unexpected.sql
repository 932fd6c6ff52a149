-- id: host-path-policy-unexpected
-- title: A host chooses paths to a shared device otherwise than it should
-- severity: minor
-- category: storage
-- object: host_multipath
-- key: source, host_moid, multipath_id
-- why: A fixed or most recently used path leaves the others idle, and a failover may land all hosts on one
--   controller. Disks of clustered guests on old versions are an exception.
-- fix: Ask the array's maker for the policy. Set it by a claim rule, so that new devices get it, and on the
--   devices that exist.
-- parameter: policy text VMW_PSP_RR - round robin is what most arrays ask for today
-- answers: vcheck 30 Host/115 Host Multipath Policy
SELECT m.source, m.host_moid, m.multipath_id, h.name AS host_name, m.policy, m.array_type_policy, m.path_count
FROM host_multipath m
CROSS JOIN host_lun l ON l.source = m.source AND l.host_moid = m.host_moid AND l.lun_key = m.lun_key
LEFT JOIN host h ON h.source = m.source AND h.moid = m.host_moid
WHERE m.path_count > 1 AND l.local_disk = 0 AND coalesce(l.perennially_reserved, 0) = 0
  AND m.policy IN ('VMW_PSP_FIXED', 'VMW_PSP_MRU', 'VMW_PSP_RR') AND m.policy <> :policy
