-- id: host-nic-driver-differs
-- title: A network adapter has another driver than on most hosts of its model
-- severity: minor
-- category: lifecycle
-- object: host_nic
-- key: source, host_moid, device
-- why: Hosts of one model in one cluster run the same adapter with different drivers; only one of them can be
--   the one that was tested and is supported.
-- fix: Update the hosts from one image, then compare the driver with what the compatibility guide lists for the
--   adapter.
WITH v AS (SELECT h.source, h.cluster_moid, h.model, n.device, n.driver, count(*) AS alike
           FROM host_nic n
           JOIN host h ON h.source = n.source AND h.moid = n.host_moid
           WHERE n.driver IS NOT NULL
           GROUP BY h.source, h.cluster_moid, h.model, n.device, n.driver),
     t AS (SELECT source, cluster_moid, model, device, sum(alike) AS hosts
           FROM v
           GROUP BY source, cluster_moid, model, device
           HAVING count(*) > 1)
SELECT n.source, n.host_moid, n.device, h.name AS host_name, n.driver, v.alike AS hosts_alike, t.hosts
FROM t
CROSS JOIN v ON v.source = t.source AND v.cluster_moid = t.cluster_moid AND v.model = t.model
            AND v.device = t.device
CROSS JOIN host h ON h.source = t.source AND h.cluster_moid = t.cluster_moid AND h.model = t.model
CROSS JOIN host_nic n ON n.source = h.source AND n.host_moid = h.moid AND n.device = t.device
                     AND n.driver = v.driver
WHERE v.alike * 2 <= t.hosts
