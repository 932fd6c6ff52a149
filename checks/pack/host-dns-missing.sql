-- id: host-dns-missing
-- title: A host has no DNS server
-- severity: major
-- category: network
-- object: host
-- key: source, moid
-- why: The host resolves no names: HA, directory logins, NFS servers, syslog and time servers that are entered
--   by name do not work.
-- fix: Enter two DNS servers in the host's TCP/IP configuration.
SELECT h.source, h.moid, h.name, count(*) AS stack_count
FROM host h
JOIN host_netstack n ON n.source = h.source AND n.host_moid = h.moid
GROUP BY h.source, h.moid, h.name
HAVING sum(n.dns_server_count) = 0 AND count(n.dns_server_count) = count(*)
