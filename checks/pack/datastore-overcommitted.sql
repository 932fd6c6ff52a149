-- id: datastore-overcommitted
-- title: A datastore has promised more space than it has
-- severity: minor
-- category: capacity
-- object: datastore
-- key: source, moid
-- why: Thin disks and swap files may together grow far beyond the datastore. When they do, every machine on
--   it is in trouble at once.
-- fix: Watch its growth, move machines away, or enlarge it.
-- answers: vcheck 40 Datastore/39 Datastore OverAllocation
-- parameter: percent integer 150 percent - half as much again as there is can rarely be caught up with in time
SELECT source, moid, name, type, capacity_bytes, free_bytes, uncommitted_bytes,
       (capacity_bytes - free_bytes + uncommitted_bytes) * 100 / capacity_bytes AS provisioned_percent
FROM datastore
WHERE accessible = 1 AND capacity_bytes > 0
  AND (capacity_bytes - free_bytes + uncommitted_bytes) * 100 > capacity_bytes * :percent
