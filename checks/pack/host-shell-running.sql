-- id: host-shell-running
-- title: The ESXi Shell runs on a host
-- severity: minor
-- category: security
-- object: host
-- key: source, moid
-- why: An open shell lets anybody at the console work past vCenter, without its roles and its record of
--   events.
-- fix: Stop the service when the work is done, and set its policy so that it does not start with the host.
-- answers: vcheck 30 Host/20 ESXi with Technical Support mode enabled
SELECT h.source, h.moid, h.name, s.policy
FROM host h
JOIN host_service s ON s.source = h.source AND s.host_moid = h.moid
WHERE s.service_key = 'TSM' AND s.running = 1
