-- id: host-dns-servers-differ
-- title: A host asks a DNS server that most of its cluster does not
-- severity: minor
-- category: network
-- object: host_dns_server
-- key: source, host_moid, position
-- why: The server may be an old one that nobody keeps. Names then resolve on some hosts and not on others, and
--   HA or storage fails on those alone.
-- fix: Give all hosts of the cluster the same DNS servers.
WITH v AS (SELECT h.source, h.cluster_moid, n.address, count(DISTINCT h.moid) AS alike
           FROM host_dns_server n
           JOIN host h ON h.source = n.source AND h.moid = n.host_moid
           GROUP BY h.source, h.cluster_moid, n.address),
     t AS (SELECT h.source, h.cluster_moid, count(DISTINCT h.moid) AS hosts
           FROM host_dns_server n
           JOIN host h ON h.source = n.source AND h.moid = n.host_moid
           GROUP BY h.source, h.cluster_moid)
SELECT n.source, n.host_moid, n.position, h.name AS host_name, n.address, v.alike AS hosts_alike, t.hosts
FROM host_dns_server n
JOIN host h ON h.source = n.source AND h.moid = n.host_moid
JOIN t ON t.source = h.source AND t.cluster_moid = h.cluster_moid
JOIN v ON v.source = h.source AND v.cluster_moid = h.cluster_moid AND v.address = n.address
WHERE v.alike * 2 <= t.hosts AND v.alike < t.hosts
