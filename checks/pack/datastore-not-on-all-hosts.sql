-- id: datastore-not-on-all-hosts
-- title: A shared datastore is missing on a host of a cluster
-- severity: minor
-- category: configuration
-- object: datastore
-- key: source, datastore_moid, host_moid
-- why: Other hosts of the cluster mount the datastore, this one does not. Machines on it cannot run here, so
--   DRS and HA have fewer choices than the cluster suggests.
-- fix: Mount the datastore on this host, or unmount it from the others.
-- answers: vcheck 20 Cluster/52 Datastore Consistency
-- absence-of: datastore_mount
WITH mounted AS (
  SELECT DISTINCT m.source, m.datastore_moid, h.cluster_moid
  FROM datastore_mount m
  JOIN host h ON h.source = m.source AND h.moid = m.host_moid
  WHERE coalesce(m.mounted, 1) = 1
)
SELECT d.source, d.moid AS datastore_moid, h.moid AS host_moid, d.name AS datastore_name, h.name AS host_name,
       c.name AS cluster_name
FROM mounted
JOIN datastore d ON d.source = mounted.source AND d.moid = mounted.datastore_moid
JOIN cluster c ON c.source = mounted.source AND c.moid = mounted.cluster_moid
JOIN host h ON h.source = c.source AND h.cluster_moid = c.moid
WHERE d.multiple_host_access = 1
  AND NOT EXISTS (SELECT 1 FROM datastore_mount m
                  WHERE m.source = d.source AND m.datastore_moid = d.moid AND m.host_moid = h.moid
                    AND coalesce(m.mounted, 1) = 1)
