-- id: cluster-shared-datastore-missing
-- title: A cluster with HA has no datastore that two of its hosts share
-- severity: major
-- category: availability
-- object: cluster
-- key: source, cluster_moid
-- why: HA is on and cannot restart any machine: no other host reaches its disks. HA has no datastore for its
--   heartbeats either.
-- fix: Give the hosts shared storage (SAN, NFS, vSAN), and move the machines to it.
-- absence-of: datastore_mount, datastore
SELECT c.source, c.moid AS cluster_moid, c.name, c.host_count
FROM cluster c
LEFT JOIN (SELECT source, cluster_moid
           FROM (SELECT m.source, m.datastore_moid, h.cluster_moid, count(*) AS host_count
                 FROM datastore_mount m
                 JOIN host h ON h.source = m.source AND h.moid = m.host_moid
                 WHERE coalesce(m.mounted, 1) = 1
                 GROUP BY m.source, m.datastore_moid, h.cluster_moid)
           WHERE host_count > 1
           GROUP BY source, cluster_moid) shared ON shared.source = c.source AND shared.cluster_moid = c.moid
WHERE c.ha_enabled = 1 AND c.host_count > 1 AND shared.source IS NULL
  AND NOT EXISTS (SELECT 1 FROM datastore d
                  LEFT JOIN (SELECT source, datastore_moid FROM datastore_mount GROUP BY source, datastore_moid) m
                    ON m.source = d.source AND m.datastore_moid = d.moid
                  WHERE d.source = c.source AND m.source IS NULL AND d.accessible = 1)
