-- id: datastore-disks-overprovisioned
-- title: The disks of machines promise far more than the datastore has
-- severity: minor
-- category: capacity
-- object: vm_disk
-- key: source, datastore_moid
-- why: Counted is what guests may fill, not what they have filled so far. A datastore that has promised several
--   times its size runs full faster than storage can be bought once guests really write.
-- fix: Watch how fast it fills, move machines to other datastores, and take back what guests do not need.
-- parameter: percent integer 300 percent - more than thin disks save where they are used well
SELECT k.source, k.datastore_moid, d.name, d.type, d.capacity_bytes, d.free_bytes, count(*) AS disk_count,
       sum(k.capacity_bytes) AS disk_bytes, sum(k.capacity_bytes) / (d.capacity_bytes / 100) AS promised_percent
FROM vm_disk k
JOIN datastore d ON d.source = k.source AND d.moid = k.datastore_moid
WHERE d.capacity_bytes >= 100 AND k.delta_file = 0
GROUP BY k.source, k.datastore_moid
HAVING sum(k.capacity_bytes) / (d.capacity_bytes / 100) > :percent
