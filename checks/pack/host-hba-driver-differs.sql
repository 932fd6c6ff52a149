-- id: host-hba-driver-differs
-- title: A storage adapter has another driver than most of its model in the cluster
-- severity: minor
-- category: lifecycle
-- object: host_hba
-- key: source, host_moid, device
-- why: Hosts of one cluster run the same adapter with different drivers; only one of them can be the one that
--   was tested with the array.
-- fix: Update the hosts from one image, then compare the driver with what the compatibility guide lists for the
--   adapter.
WITH v AS (SELECT h.source, h.cluster_moid, a.model, a.driver, count(*) AS alike
           FROM host_hba a
           JOIN host h ON h.source = a.source AND h.moid = a.host_moid
           WHERE a.driver IS NOT NULL
           GROUP BY h.source, h.cluster_moid, a.model, a.driver),
     t AS (SELECT source, cluster_moid, model, sum(alike) AS adapters
           FROM v
           GROUP BY source, cluster_moid, model
           HAVING count(*) > 1)
SELECT a.source, a.host_moid, a.device, h.name AS host_name, a.model, a.driver, v.alike AS adapters_alike,
       t.adapters
FROM t
CROSS JOIN v ON v.source = t.source AND v.cluster_moid = t.cluster_moid AND v.model = t.model
CROSS JOIN host h ON h.source = t.source AND h.cluster_moid = t.cluster_moid
CROSS JOIN host_hba a ON a.source = h.source AND a.host_moid = h.moid AND a.model = t.model AND a.driver = v.driver
WHERE v.alike * 2 <= t.adapters
