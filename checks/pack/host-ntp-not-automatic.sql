-- id: host-ntp-not-automatic
-- title: A running time service will not start with its host
-- severity: minor
-- category: time
-- object: host_service
-- key: source, host_moid, service_key
-- why: Somebody started the service by hand. After the next restart of the host it stays off and the clock
--   drifts unnoticed.
-- fix: Set the service's policy to start and stop with the host.
SELECT s.source, s.host_moid, s.service_key, h.name AS host_name, s.policy
FROM host_service s
LEFT JOIN host h ON h.source = s.source AND h.moid = s.host_moid
WHERE s.service_key IN ('ntpd', 'ptpd') AND s.running = 1 AND s.policy = 'off'
