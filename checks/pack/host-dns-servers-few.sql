-- id: host-dns-servers-few
-- title: A host has a single DNS server
-- severity: minor
-- category: network
-- object: host
-- key: source, moid
-- why: When that server is down, for a restart or an update, the host resolves no names.
-- fix: Enter a second DNS server in the host's TCP/IP configuration.
-- absence-of: host_dns_server
SELECT h.source, h.moid, h.name, count(DISTINCT n.address) AS server_count
FROM host h
JOIN host_dns_server n ON n.source = h.source AND n.host_moid = h.moid
GROUP BY h.source, h.moid, h.name
HAVING count(DISTINCT n.address) = 1
