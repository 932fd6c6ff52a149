-- id: datastore-alarm-actions-disabled
-- title: Alarms on a datastore do nothing
-- severity: minor
-- category: configuration
-- object: datastore
-- key: source, moid
-- why: Alarm actions are off for the datastore, mostly since some maintenance long ago. When it fills up or is
--   lost, nobody is told.
-- fix: Enable alarm actions on the datastore (Actions > Alarms > Enable Alarm Actions).
-- answers: vcheck 40 Datastore/70 Datastores with Alarms Disabled
SELECT source, moid, name, type
FROM datastore
WHERE alarm_actions_enabled = 0
