-- id: datastore-inaccessible
-- title: No host reaches a datastore
-- severity: critical
-- category: availability
-- object: datastore
-- key: source, moid
-- why: Machines with disks there have stopped or will stop as soon as they read or write.
-- fix: Check the array or file server, the storage network and the paths; then rescan the hosts.
SELECT source, moid, name, type
FROM datastore
WHERE accessible = 0
