-- id: datastore-maintenance
-- title: A datastore is in maintenance mode
-- severity: info
-- category: availability
-- object: datastore
-- key: source, moid
-- why: Nothing new is placed on it. During planned work that is right; forgotten, it is capacity that is
--   missing.
-- fix: Take the datastore out of maintenance mode when the work is done.
-- answers: vcheck 40 Datastore/69 Datastores in Maintenance mode
SELECT source, moid, name, maintenance_mode
FROM datastore
WHERE maintenance_mode <> 'normal'
