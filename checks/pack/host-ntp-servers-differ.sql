-- id: host-ntp-servers-differ
-- title: A host asks a time server that most of its cluster does not
-- severity: minor
-- category: time
-- object: host_ntp_server
-- key: source, host_moid, position
-- why: Hosts of a cluster that follow different clocks drift apart, and their logs no longer tell what came
--   first.
-- fix: Give all hosts of the cluster the same time servers.
WITH v AS (SELECT h.source, h.cluster_moid, n.address, count(DISTINCT h.moid) AS alike
           FROM host_ntp_server n
           JOIN host h ON h.source = n.source AND h.moid = n.host_moid
           GROUP BY h.source, h.cluster_moid, n.address),
     t AS (SELECT h.source, h.cluster_moid, count(DISTINCT h.moid) AS hosts
           FROM host_ntp_server n
           JOIN host h ON h.source = n.source AND h.moid = n.host_moid
           GROUP BY h.source, h.cluster_moid)
SELECT n.source, n.host_moid, n.position, h.name AS host_name, n.address, v.alike AS hosts_alike, t.hosts
FROM host_ntp_server n
JOIN host h ON h.source = n.source AND h.moid = n.host_moid
JOIN t ON t.source = h.source AND t.cluster_moid = h.cluster_moid
JOIN v ON v.source = h.source AND v.cluster_moid = h.cluster_moid AND v.address = n.address
WHERE v.alike * 2 <= t.hosts AND v.alike < t.hosts
