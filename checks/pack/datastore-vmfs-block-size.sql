-- id: datastore-vmfs-block-size
-- title: A VMFS datastore has not the block size of its version
-- severity: info
-- category: configuration
-- object: datastore
-- key: source, moid
-- why: Blocks of another size than 1 MB show that the volume was upgraded from VMFS 3. It keeps the limits of that
--   version, and disks are copied slowly between it and other datastores.
-- fix: Move its machines to a datastore made anew, and format the old one.
SELECT source, moid, name, vmfs_version, block_size_bytes
FROM datastore
WHERE vmfs_major_version >= 5 AND block_size_bytes <> 1048576
