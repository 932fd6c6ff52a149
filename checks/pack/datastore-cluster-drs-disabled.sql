-- id: datastore-cluster-drs-disabled
-- title: Storage DRS is off in a datastore cluster
-- severity: minor
-- category: configuration
-- object: datastore_cluster
-- key: source, moid
-- why: The datastores are grouped, but nothing places disks among them, evens out their space or empties one that
--   enters maintenance.
-- fix: Turn Storage DRS on, or dissolve the datastore cluster if it is not wanted.
-- answers: vcheck 40 Datastore/115 Datastore Clusters with sDRS Disabled
SELECT source, moid, name, datastore_count, capacity_bytes, free_bytes
FROM datastore_cluster
WHERE drs_enabled = 0
