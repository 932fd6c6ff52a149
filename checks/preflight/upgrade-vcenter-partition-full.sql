-- id: upgrade-vcenter-partition-full
-- title: A partition of vCenter is nearly full
-- severity: major
-- category: capacity
-- object: appliance_storage
-- key: source, partition
-- why: The upgrade exports its data within the old appliance; without space it stops half-way, and a full
--   database partition stops vCenter itself.
-- fix: Free space on the partition, or enlarge its disk, before the upgrade.
-- parameter: percent integer 90 percent - leaves a tenth for what the export writes
SELECT source, partition, capacity_bytes, used_bytes, used_percent
FROM appliance_storage
WHERE used_percent >= :percent
