-- id: host-slp-running
-- title: The service location protocol runs on a host
-- severity: major
-- category: security
-- object: host
-- key: source, moid
-- why: Attackers have taken over and encrypted ESXi hosts through this service from the network, without a
--   password. Hardly anything needs it.
-- fix: Stop the service slpd, set its policy so that it does not start with the host, and close the ruleset
--   CIMSLP. Then update the host.
SELECT h.source, h.moid, h.name, s.policy
FROM host h
JOIN host_service s ON s.source = h.source AND s.host_moid = h.moid
WHERE s.service_key = 'slpd' AND s.running = 1
