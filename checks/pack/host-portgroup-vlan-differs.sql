-- id: host-portgroup-vlan-differs
-- title: A port group has another VLAN than on most hosts of the cluster
-- severity: major
-- category: network
-- object: host_portgroup
-- key: source, host_moid, name
-- why: A machine that moves to this host, by DRS or after a failure, lands in another network and is cut off
--   without any error.
-- fix: Set the VLAN that the other hosts have, or give the port group a name of its own if the difference is
--   wanted.
WITH v AS (SELECT h.source, h.cluster_moid, p.name, p.vlan_id, count(*) AS alike
           FROM host_portgroup p
           JOIN host h ON h.source = p.source AND h.moid = p.host_moid
           WHERE p.vlan_id IS NOT NULL
           GROUP BY h.source, h.cluster_moid, p.name, p.vlan_id),
     t AS (SELECT source, cluster_moid, name, sum(alike) AS hosts
           FROM v
           GROUP BY source, cluster_moid, name
           HAVING count(*) > 1)
SELECT p.source, p.host_moid, p.name, h.name AS host_name, p.vlan_id, v.alike AS hosts_alike, t.hosts
FROM t
CROSS JOIN v ON v.source = t.source AND v.cluster_moid = t.cluster_moid AND v.name = t.name
CROSS JOIN host h ON h.source = t.source AND h.cluster_moid = t.cluster_moid
CROSS JOIN host_portgroup p ON p.source = h.source AND p.host_moid = h.moid AND p.name = t.name
                   AND p.vlan_id = v.vlan_id
WHERE v.alike * 2 <= t.hosts
