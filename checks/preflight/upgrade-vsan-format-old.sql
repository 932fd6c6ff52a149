-- id: upgrade-vsan-format-old
-- title: The format of a vSAN disk is older than that of the target
-- severity: info
-- category: storage
-- object: vsan_disk
-- key: source, host_moid, disk_uuid
-- why: Newer hosts read older formats, but features of the target need its own, and hosts of before cannot
--   join a cluster that has it.
-- fix: Upgrade the disk format last, when every host is upgraded and vSAN is healthy.
-- parameter: vsan_format integer 0 version - the format that came with the target
SELECT source, host_moid, disk_uuid, format_version
FROM vsan_disk
WHERE format_version < :vsan_format
