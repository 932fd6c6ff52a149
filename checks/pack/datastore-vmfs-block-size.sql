-- id: datastore-vmfs-block-size
-- title: A VMFS datastore has not the block size of its version
-- severity: info
-- category: configuration
-- object: datastore
-- key: source, moid
-- fix: Move its machines to a datastore made anew, and format the old one.
SELECT source, moid, name, vmfs_version, block_size_bytes
FROM datastore
WHERE vmfs_major_version >= 5 AND block_size_bytes <> 1048576
