-- id: upgrade-datastore-vmfs-old
-- title: A datastore has an old version of VMFS
-- severity: info
-- category: storage
-- object: datastore
-- key: source, moid
-- why: It works, but VMFS 5 cannot be converted to VMFS 6: only there free space is given back to the array
--   by itself.
-- fix: After the upgrade, make a datastore of VMFS 6, move the machines, and remove the old one.
-- parameter: vmfs_current integer 0 version - the VMFS that the target makes
SELECT source, moid, name, vmfs_version, vmfs_major_version
FROM datastore
WHERE type = 'VMFS' AND vmfs_major_version < :vmfs_current
