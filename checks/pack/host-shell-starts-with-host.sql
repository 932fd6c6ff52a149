-- id: host-shell-starts-with-host
-- title: Shell or SSH starts with a host
-- severity: minor
-- category: security
-- object: host_service
-- key: source, host_moid, service_key
-- why: The service comes back with every restart, whoever stopped it before. It is one more way in past
--   vCenter.
-- fix: Set the service's policy to start and stop by hand.
SELECT s.source, s.host_moid, s.service_key, h.name AS host_name, s.running, s.policy
FROM host_service s
LEFT JOIN host h ON h.source = s.source AND h.moid = s.host_moid
WHERE s.service_key IN ('TSM', 'TSM-SSH') AND s.policy IN ('on', 'automatic')
