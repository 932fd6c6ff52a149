-- id: appliance-partition-full
-- title: A partition of vCenter is almost full
-- severity: major
-- category: capacity
-- object: appliance_storage
-- key: source, partition
-- why: When the partition of the database, the logs or the system fills up, the services of vCenter stop.
-- fix: Find what fills it (old logs, core dumps, events and tasks kept too long) and remove that, or enlarge
--   the disk of the appliance.
-- parameter: percent real 80 percent - the appliance itself turns yellow there; archive is left out, for it
--   fills and is emptied by itself
SELECT source, partition, disk, capacity_bytes, used_bytes, used_percent
FROM appliance_storage
WHERE used_percent >= :percent AND partition <> 'archive'
