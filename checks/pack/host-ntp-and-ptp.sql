-- id: host-ntp-and-ptp
-- title: NTP and PTP run on a host at the same time
-- severity: minor
-- category: time
-- object: host
-- key: source, moid
-- why: Two services set one clock. They pull it to and fro unless one of them is only meant to stand in.
-- fix: Decide for one protocol in the host's time configuration and stop the other service.
SELECT h.source, h.moid, h.name, t.protocol
FROM host h
JOIN host_service n ON n.source = h.source AND n.host_moid = h.moid AND n.service_key = 'ntpd' AND n.running = 1
JOIN host_service p ON p.source = h.source AND p.host_moid = h.moid AND p.service_key = 'ptpd' AND p.running = 1
LEFT JOIN host_time t ON t.source = h.source AND t.host_moid = h.moid
