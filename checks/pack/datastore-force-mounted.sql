-- id: datastore-force-mounted
-- title: A datastore is a copy that is mounted under its old signature
-- severity: minor
-- category: configuration
-- object: datastore
-- key: source, moid
-- why: The volume is a clone or replica of another. When the original appears as well, hosts cannot tell the two
--   apart, and the mount may be gone after the next restart.
-- fix: Give the copy a signature of its own, or unmount it when the work with it is done.
SELECT source, moid, name, vmfs_version, vm_count
FROM datastore
WHERE vmfs_force_mounted = 1
