-- id: datastore-nfs-version-mixed
-- title: One NFS export is mounted by version 3 and by version 4.1
-- severity: critical
-- category: configuration
-- object: datastore
-- key: source, moid
-- why: The two versions lock files in different ways and do not see each other's locks. Two hosts may run the same
--   machine and destroy its disks.
-- fix: Unmount the export where it is mounted by the version that you do not want, then mount it by one version on
--   all hosts. Stop the machines on it first.
SELECT a.source, a.moid, a.name, a.nas_server, a.nas_path, a.type, a.vm_count
FROM datastore a
JOIN datastore b ON b.source = a.source AND b.nas_server = a.nas_server AND b.nas_path = a.nas_path
WHERE a.type = 'NFS41' AND b.type = 'NFS'
GROUP BY a.source, a.moid
