-- id: host-portgroup-teaming-differs
-- title: A port group spreads its traffic otherwise than on most hosts of the cluster
-- severity: minor
-- category: network
-- object: host_portgroup
-- key: source, host_moid, name
-- why: Load balancing has to fit the physical switch. What differs on one host is mostly a slip, and loses
--   packets or redundancy there.
-- fix: Set the teaming policy that the other hosts have, at the port group or its switch.
WITH v AS (SELECT h.source, h.cluster_moid, p.name, p.teaming_policy, count(*) AS alike
           FROM host_portgroup p
           JOIN host h ON h.source = p.source AND h.moid = p.host_moid
           WHERE p.teaming_policy IS NOT NULL
           GROUP BY h.source, h.cluster_moid, p.name, p.teaming_policy),
     t AS (SELECT source, cluster_moid, name, sum(alike) AS hosts
           FROM v
           GROUP BY source, cluster_moid, name
           HAVING count(*) > 1)
SELECT p.source, p.host_moid, p.name, h.name AS host_name, p.teaming_policy, v.alike AS hosts_alike, t.hosts
FROM t
CROSS JOIN v ON v.source = t.source AND v.cluster_moid = t.cluster_moid AND v.name = t.name
CROSS JOIN host h ON h.source = t.source AND h.cluster_moid = t.cluster_moid
CROSS JOIN host_portgroup p ON p.source = h.source AND p.host_moid = h.moid AND p.name = t.name
                   AND p.teaming_policy = v.teaming_policy
WHERE v.alike * 2 <= t.hosts
