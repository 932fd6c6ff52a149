-- id: vsan-format-old
-- title: The disks of a host have an old format of vSAN
-- severity: minor
-- category: lifecycle
-- object: vsan_disk
-- key: source, host_moid
-- why: Newer features and fixes of vSAN need a newer format, and hosts of newer releases expect it. The upgrade
--   needs room and time.
-- fix: Bring all hosts to one release, run the pre-check, then upgrade the format (cluster > Configure > vSAN >
--   Disk Management).
-- link: https://knowledge.broadcom.com/external/article/327034/understanding-vsan-ondisk-format-version.html
-- parameter: version integer 15 version - the format of 7.0 Update 3; older ones belong to releases without support
SELECT k.source, k.host_moid, h.name AS host_name, h.version, lowest(k.format_version) AS format_version, count(*) AS disk_count
FROM vsan_disk k
LEFT JOIN host h ON h.source = k.source AND h.moid = k.host_moid
WHERE k.format_version < :version
GROUP BY k.source, k.host_moid
