-- id: host-ntp-servers-unexpected
-- title: A host has other time servers than it should have
-- severity: minor
-- category: time
-- object: host
-- key: source, moid
-- why: The host follows another clock than the rest of the site, or lacks one of its servers and so its spare.
-- fix: Enter the site's time servers on the host, by the same names or addresses as on the others.
-- parameter: servers list - the site's own time servers, in any order
-- answers: vcheck 30 Host/31 NTP Name and Service
SELECT h.source, h.moid, h.name, sum(n.address NOT IN (SELECT value FROM json_each(:servers))) AS unexpected_count,
       count(DISTINCT iif(n.address IN (SELECT value FROM json_each(:servers)), n.address, NULL)) AS expected_count
FROM host h
JOIN host_ntp_server n ON n.source = h.source AND n.host_moid = h.moid
WHERE n.address IS NOT NULL
GROUP BY h.source, h.moid, h.name
HAVING sum(n.address NOT IN (SELECT value FROM json_each(:servers))) > 0
    OR count(DISTINCT iif(n.address IN (SELECT value FROM json_each(:servers)), n.address, NULL))
       < (SELECT count(*) FROM json_each(:servers))
