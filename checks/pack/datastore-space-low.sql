-- id: datastore-space-low
-- title: A datastore is nearly full
-- severity: major
-- category: capacity
-- object: datastore
-- key: source, moid
-- why: When a datastore is full, machines with snapshots or thin disks stop, and snapshots cannot be removed.
--   Space figures of a datastore that cannot be reached are not judged.
-- fix: Free space (old snapshots, files no machine uses), move machines to another datastore, or enlarge it.
-- answers: vcheck 40 Datastore/03 Datastore Information
-- parameter: free_percent integer 15 percent - room for the snapshots and swap files of a few days
SELECT source, moid, name, type, capacity_bytes, free_bytes, free_bytes * 100 / capacity_bytes AS free_percent
FROM datastore
WHERE accessible = 1 AND capacity_bytes > 0 AND free_bytes * 100 <= capacity_bytes * :free_percent
