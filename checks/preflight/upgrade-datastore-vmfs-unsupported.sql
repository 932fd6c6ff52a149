-- id: upgrade-datastore-vmfs-unsupported
-- title: A datastore has a version of VMFS that the target does not support
-- severity: critical
-- category: storage
-- object: datastore
-- key: source, moid
-- why: Newer hosts do not mount it as it is: they convert it when they first see it, and where that fails
--   it stays unmounted.
-- fix: Move the machines to a datastore of a current version and remove the old one, or convert it while
--   all hosts can.
-- parameter: vmfs_minimum integer 0 version - the oldest VMFS that the target mounts
SELECT source, moid, name, vmfs_version, vmfs_major_version
FROM datastore
WHERE type = 'VMFS' AND vmfs_major_version < :vmfs_minimum
