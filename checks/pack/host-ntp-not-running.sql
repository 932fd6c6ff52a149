-- id: host-ntp-not-running
-- title: No time service runs on a host
-- severity: major
-- category: time
-- object: host
-- key: source, moid
-- why: Without ntpd or ptpd the host's clock drifts. Logs of several hosts stop fitting together,
--   certificates and tickets are refused, and guests that take the host's time go wrong with it.
-- fix: Start the NTP (or PTP) service on the host and let it start with the host.
-- answers: rvtools NTPD
-- answers: vcheck 30 Host/31 NTP Name and Service
SELECT h.source, h.moid, h.name
FROM host h
WHERE EXISTS (SELECT 1 FROM host_service s WHERE s.source = h.source AND s.host_moid = h.moid)
  AND NOT EXISTS (SELECT 1 FROM host_service s
                  WHERE s.source = h.source AND s.host_moid = h.moid AND s.service_key IN ('ntpd', 'ptpd')
                    AND coalesce(s.running, 1) = 1)
