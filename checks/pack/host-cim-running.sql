-- id: host-cim-running
-- title: The hardware inventory service (CIM) runs on a host
-- severity: info
-- category: security
-- object: host
-- key: source, moid
-- why: One more service that listens on the network. It is needed only where a monitoring system asks the host
--   itself for its hardware.
-- fix: Stop the service sfcbd-watchdog if nothing uses it.
SELECT h.source, h.moid, h.name, s.policy
FROM host h
JOIN host_service s ON s.source = h.source AND s.host_moid = h.moid
WHERE s.service_key = 'sfcbd-watchdog' AND s.running = 1
