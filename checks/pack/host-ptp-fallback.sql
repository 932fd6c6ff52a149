-- id: host-ptp-fallback
-- title: A host fell back from PTP to NTP
-- severity: minor
-- category: time
-- object: host_time
-- key: source, host_moid
-- why: The precision time protocol failed and NTP stands in, so the clock is only as exact as NTP makes it.
--   Applications that need PTP do not get it.
-- fix: Look at the PTP port's adapter, the grandmaster and the network between; then let the host return to
--   PTP.
SELECT t.source, t.host_moid, h.name AS host_name, t.protocol, t.synchronised_with
FROM host_time t
LEFT JOIN host h ON h.source = t.source AND h.moid = t.host_moid
WHERE t.in_fallback = 1
