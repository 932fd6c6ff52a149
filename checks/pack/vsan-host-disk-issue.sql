-- id: vsan-host-disk-issue
-- title: vSAN finds fault with disks of a host
-- severity: major
-- category: hardware
-- object: vsan_host
-- key: source, host_moid
-- why: vSAN lists disks of this host with an issue: failed, going to fail, or not usable. Objects there lose
--   redundancy.
-- fix: Look at the host's disk groups (cluster > Configure > Disk Management), and replace the disks that are
--   named.
SELECT v.source, v.host_moid, h.name AS host_name, v.disk_issue_count, v.disk_group_count
FROM vsan_host v
LEFT JOIN host h ON h.source = v.source AND h.moid = v.host_moid
WHERE v.enabled = 1 AND v.disk_issue_count > 0
