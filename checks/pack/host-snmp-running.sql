-- id: host-snmp-running
-- title: SNMP runs on a host
-- severity: info
-- category: security
-- object: host
-- key: source, moid
-- why: Version 1 and 2c send their community in clear text, and tell whoever knows it all about the host.
-- fix: Use version 3 with authentication and privacy, or stop the service if nothing asks it.
SELECT h.source, h.moid, h.name, s.policy
FROM host h
JOIN host_service s ON s.source = h.source AND s.host_moid = h.moid
WHERE s.service_key = 'snmpd' AND s.running = 1
