-- id: host-time-not-synchronised
-- title: A host's clock does not follow its time server
-- severity: major
-- category: time
-- object: host_time
-- key: source, host_moid
-- why: The time service is configured and on, yet the clock is not in step: servers do not answer, or differ.
--   Logs stop fitting together; tickets and certificates are refused.
-- fix: Test the servers from the host, look at the firewall between and at the servers' own state; then restart
--   the time service.
SELECT t.source, t.host_moid, h.name AS host_name, t.protocol, t.synchronised_at, t.synchronised_with
FROM host_time t
LEFT JOIN host h ON h.source = t.source AND h.moid = t.host_moid
WHERE t.synchronisation_enabled = 1 AND t.synchronised = 0
