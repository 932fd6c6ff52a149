-- id: vm-fewer-disks-than-partitions
-- title: A Windows guest has several volumes on one virtual disk
-- severity: info
-- category: configuration
-- object: vm
-- key: source, moid
-- why: Volumes that share a disk cannot be enlarged, moved or limited on their own: all but the last are
--   stuck between their neighbours.
-- fix: Give each volume a virtual disk of its own when it next needs room.
-- answers: vcheck 60 VM/58 VMs with less hard disks than partitions
SELECT v.source, v.moid, v.name, v.disk_count, p.volumes
FROM (SELECT source, vm_moid, count(*) AS volumes
      FROM vm_partition
      GROUP BY source, vm_moid) p
JOIN vm v ON v.source = p.source AND v.moid = p.vm_moid
WHERE v.running_guest_family = 'windowsGuest' AND v.disk_count > 0 AND p.volumes > v.disk_count
