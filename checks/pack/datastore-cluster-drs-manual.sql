-- id: datastore-cluster-drs-manual
-- title: Storage DRS only recommends
-- severity: info
-- category: configuration
-- object: datastore_cluster
-- key: source, moid
-- why: In manual mode a datastore fills up until a person follows a recommendation, and evacuating one waits for a
--   person, too.
-- fix: Set the datastore cluster to fully automated, or see to it that somebody reads the recommendations.
-- answers: vcheck 40 Datastore/115 Datastore Clusters with sDRS Disabled
SELECT source, moid, name, drs_behavior, drs_recommendation_count
FROM datastore_cluster
WHERE drs_enabled = 1 AND drs_behavior = 'manual'
