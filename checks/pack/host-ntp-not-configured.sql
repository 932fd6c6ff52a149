-- id: host-ntp-not-configured
-- title: A host has no time server
-- severity: major
-- category: time
-- object: host
-- key: source, moid
-- why: The list of NTP servers is empty, so even a running time service has nobody to ask. A host that takes
--   its time by PTP is not meant.
-- fix: Enter at least one time server, better three or more, the same ones on every host and on the vCenter.
-- answers: rvtools NTP
-- absence-of: host_service
-- answers: vcheck 30 Host/31 NTP Name and Service
SELECT h.source, h.moid, h.name, h.ntp_server_count
FROM host h
WHERE h.ntp_server_count = 0
  AND NOT EXISTS (SELECT 1 FROM host_service s
                  WHERE s.source = h.source AND s.host_moid = h.moid AND s.service_key = 'ptpd'
                    AND coalesce(s.running, 1) = 1)
