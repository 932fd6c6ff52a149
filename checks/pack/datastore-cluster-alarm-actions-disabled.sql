-- id: datastore-cluster-alarm-actions-disabled
-- title: Alarms on a datastore cluster do nothing
-- severity: minor
-- category: configuration
-- object: datastore_cluster
-- key: source, moid
-- why: Alarm actions are off for the datastore cluster and what is in it. When it fills up, nobody is told.
-- fix: Enable alarm actions on the datastore cluster (Actions > Alarms > Enable Alarm Actions).
-- answers: vcheck 40 Datastore/70 Datastores with Alarms Disabled
SELECT source, moid, name, datastore_count
FROM datastore_cluster
WHERE alarm_actions_enabled = 0
