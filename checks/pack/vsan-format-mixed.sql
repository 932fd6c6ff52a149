-- id: vsan-format-mixed
-- title: A disk of vSAN has an older format than others of its cluster
-- severity: minor
-- category: lifecycle
-- object: vsan_disk
-- key: source, host_moid, disk_uuid
-- why: An upgrade of the format did not reach every disk. The cluster can use no newer feature until it does, and a
--   new host may not join.
-- fix: Run the pre-check and the format upgrade again (cluster > Configure > vSAN > Disk Management).
-- link: https://knowledge.broadcom.com/external/article/327034/understanding-vsan-ondisk-format-version.html
SELECT k.source, k.host_moid, k.disk_uuid, h.name AS host_name, k.disk_name, k.format_version,
       newest.format_version AS newest_format_version
FROM vsan_disk k
JOIN host h ON h.source = k.source AND h.moid = k.host_moid
JOIN (SELECT x.source, x.cluster_moid, highest(y.format_version) AS format_version
      FROM vsan_disk y
      JOIN host x ON x.source = y.source AND x.moid = y.host_moid
      GROUP BY x.source, x.cluster_moid) newest ON newest.source = h.source AND newest.cluster_moid = h.cluster_moid
WHERE k.format_version < newest.format_version
