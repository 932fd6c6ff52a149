-- id: datastore-read-only
-- title: Machines have disks on a datastore that no host may write to
-- severity: major
-- category: configuration
-- object: datastore_mount
-- key: source, datastore_moid
-- why: All hosts mount it read-only. A library of images is meant to be so; disks of machines are not.
-- fix: Mount it for writing, or move the disks elsewhere.
SELECT m.source, m.datastore_moid, d.name, d.type, count(*) AS host_count, v.disk_count
FROM datastore_mount m
JOIN datastore d ON d.source = m.source AND d.moid = m.datastore_moid
JOIN (SELECT source, datastore_moid, count(*) AS disk_count FROM vm_disk GROUP BY source, datastore_moid) v
  ON v.source = m.source AND v.datastore_moid = m.datastore_moid
WHERE coalesce(m.mounted, 1) = 1
GROUP BY m.source, m.datastore_moid
HAVING sum(m.access_mode = 'readOnly') = count(*)
