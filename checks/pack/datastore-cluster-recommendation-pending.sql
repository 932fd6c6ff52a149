-- id: datastore-cluster-recommendation-pending
-- title: Recommendations of Storage DRS wait for somebody
-- severity: info
-- category: capacity
-- object: datastore_cluster
-- key: source, moid
-- why: Storage DRS wants to move disks because of space, latency or rules, and nobody has said yes.
-- fix: Look at the datastore cluster's Storage DRS page; apply the recommendations or let them be applied
--   automatically.
SELECT source, moid, name, drs_behavior, drs_recommendation_count
FROM datastore_cluster
WHERE drs_enabled = 1 AND drs_recommendation_count > 0
