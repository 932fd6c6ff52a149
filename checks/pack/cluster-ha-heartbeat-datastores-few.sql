-- id: cluster-ha-heartbeat-datastores-few
-- title: HA has too few datastores for heartbeats
-- severity: minor
-- category: availability
-- object: cluster
-- key: source, cluster_moid
-- why: By heartbeats on datastores HA tells a dead host from one that is cut off. With fewer than two, one
--   lost datastore leaves it guessing.
-- fix: Give all hosts of the cluster at least two common datastores; where there can be no more, set
--   das.ignoreInsufficientHbDatastore.
-- parameter: datastores integer 2 datastores - one may fail
-- absence-of: cluster_ha_option, vsan_cluster
SELECT r.source, r.cluster_moid, c.name, r.heartbeat_datastore_count
FROM cluster_ha_runtime r
JOIN cluster c ON c.source = r.source AND c.moid = r.cluster_moid
WHERE c.ha_enabled = 1 AND r.heartbeat_datastore_count < :datastores AND c.datastore_count > 0
  AND NOT EXISTS (SELECT 1 FROM cluster_ha_option o
                  WHERE o.source = r.source AND o.cluster_moid = r.cluster_moid AND o.public_value = 'true'
                    AND o.option_name IN ('das.ignoreInsufficientHbDatastore', 'das.ignoreinsufficienthbdatastore'))
  AND NOT EXISTS (SELECT 1 FROM vsan_cluster v
                  WHERE v.source = r.source AND v.cluster_moid = r.cluster_moid AND v.enabled = 1)
