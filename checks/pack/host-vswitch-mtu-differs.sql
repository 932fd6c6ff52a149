-- id: host-vswitch-mtu-differs
-- title: A standard switch has another MTU than on most hosts of the cluster
-- severity: major
-- category: network
-- object: host_vswitch
-- key: source, host_moid, name
-- why: Large packets pass on some hosts and are dropped on others: vMotion, storage or machines hang after they
--   move, though small packets such as ping work.
-- fix: Set one MTU for the switch on all hosts of the cluster, and see that the physical switches carry it.
WITH v AS (SELECT h.source, h.cluster_moid, p.name, p.mtu_bytes, count(*) AS alike
           FROM host_vswitch p
           JOIN host h ON h.source = p.source AND h.moid = p.host_moid
           WHERE p.mtu_bytes IS NOT NULL
           GROUP BY h.source, h.cluster_moid, p.name, p.mtu_bytes),
     t AS (SELECT source, cluster_moid, name, sum(alike) AS hosts
           FROM v
           GROUP BY source, cluster_moid, name
           HAVING count(*) > 1)
SELECT p.source, p.host_moid, p.name, h.name AS host_name, p.mtu_bytes, v.alike AS hosts_alike, t.hosts
FROM t
CROSS JOIN v ON v.source = t.source AND v.cluster_moid = t.cluster_moid AND v.name = t.name
CROSS JOIN host h ON h.source = t.source AND h.cluster_moid = t.cluster_moid
CROSS JOIN host_vswitch p ON p.source = h.source AND p.host_moid = h.moid AND p.name = t.name
                   AND p.mtu_bytes = v.mtu_bytes
WHERE v.alike * 2 <= t.hosts
