-- id: host-dns-servers-unexpected
-- title: A host has other DNS servers than it should have
-- severity: minor
-- category: network
-- object: host
-- key: source, moid
-- why: The host asks a server that may be gone, or that knows other names, so vCenter, HA, NFS and directory
--   logins fail for it alone.
-- fix: Enter the site's DNS servers in the host's TCP/IP configuration.
-- parameter: servers list - the site's own DNS servers, in any order
SELECT h.source, h.moid, h.name, sum(n.address NOT IN (SELECT value FROM json_each(:servers))) AS unexpected_count,
       count(DISTINCT iif(n.address IN (SELECT value FROM json_each(:servers)), n.address, NULL)) AS expected_count
FROM host h
JOIN host_dns_server n ON n.source = h.source AND n.host_moid = h.moid
WHERE n.address IS NOT NULL
GROUP BY h.source, h.moid, h.name
HAVING sum(n.address NOT IN (SELECT value FROM json_each(:servers))) > 0
    OR count(DISTINCT iif(n.address IN (SELECT value FROM json_each(:servers)), n.address, NULL))
       < (SELECT count(*) FROM json_each(:servers))
