-- id: datastore-not-on-all-hosts
-- title: A shared datastore is missing on hosts of a cluster
-- severity: minor
-- category: configuration
-- object: datastore
-- key: source, datastore_moid, cluster_moid
-- why: Machines on it cannot run on every host of the cluster, so DRS and HA have fewer choices than the
--   cluster suggests.
-- fix: Mount the datastore on the remaining hosts, or unmount it from the cluster.
WITH total AS (
  SELECT source, cluster_moid, count(*) AS hosts
  FROM host
  GROUP BY source, cluster_moid
), mounted AS (
  SELECT m.source, m.datastore_moid, h.cluster_moid, count(*) AS hosts
  FROM datastore_mount m
  JOIN host h ON h.source = m.source AND h.moid = m.host_moid
  WHERE coalesce(m.mounted, 1) = 1
  GROUP BY m.source, m.datastore_moid, h.cluster_moid
)
SELECT d.source, d.moid AS datastore_moid, c.moid AS cluster_moid, d.name, c.name AS cluster_name,
       mounted.hosts AS mounted_host_count, total.hosts AS host_count
FROM mounted
JOIN total ON total.source = mounted.source AND total.cluster_moid = mounted.cluster_moid
JOIN cluster c ON c.source = mounted.source AND c.moid = mounted.cluster_moid
JOIN datastore d ON d.source = mounted.source AND d.moid = mounted.datastore_moid
WHERE d.multiple_host_access = 1 AND mounted.hosts < total.hosts
