-- id: datastore-free-bytes-low
-- title: A datastore with machines on it has little room left
-- severity: major
-- category: capacity
-- object: datastore
-- key: source, moid
-- why: On a small datastore a healthy share of free space may still be less than one swap file or one snapshot
--   needs. When it is used up, machines with thin disks or snapshots stop.
-- fix: Free space (old snapshots, files no machine uses), move a machine to another datastore, or enlarge it.
-- answers: vcheck 40 Datastore/03 Datastore Information
-- parameter: gigabytes integer 10 GB - about the swap file of one machine of ordinary size
SELECT source, moid, name, type, capacity_bytes, free_bytes, vm_count
FROM datastore
WHERE accessible = 1 AND vm_count > 0 AND free_bytes < :gigabytes * 1073741824
