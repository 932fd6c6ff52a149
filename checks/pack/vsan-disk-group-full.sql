-- id: vsan-disk-group-full
-- title: A vSAN disk group takes no further disk
-- severity: info
-- category: capacity
-- object: vsan_disk_group
-- key: source, host_moid, cache_disk_uuid
-- why: It has as many capacity disks as a disk group can have. When its one cache disk fails, all of them are lost
--   at once.
-- fix: Add a disk group for the next disks.
-- answers: vcheck 40 Datastore/992 VSAN magnetic disks per disk group
-- parameter: maximum integer 7 disks - the maximum of a disk group
-- parameter: percent integer 90 percent - of so few disks only the full number counts
SELECT g.source, g.host_moid, g.cache_disk_uuid, h.name AS host_name, g.cache_disk_name, g.capacity_disk_count
FROM vsan_disk_group g
LEFT JOIN host h ON h.source = g.source AND h.moid = g.host_moid
WHERE g.capacity_disk_count * 100 >= :maximum * :percent
