-- id: vm-provisioned-large
-- title: A machine is too large to be moved in a reasonable time
-- severity: info
-- category: capacity
-- object: vm
-- key: source, moid
-- why: Its disks together take more than migrations, backups and restores cope with in one go. A move or a
--   restore of it needs days and a plan of its own.
-- fix: Plan the machine by itself: seed the data ahead, or move its data to a file service.
-- answers: readiness more than 10 TB provisioned
-- parameter: tib integer 10 TiB - the bound that migration services give
SELECT source, moid, name, committed_bytes, uncommitted_bytes, disk_capacity_bytes
FROM vm
WHERE committed_bytes + coalesce(uncommitted_bytes, 0) > :tib * 1099511627776
