-- id: host-memory-usage-high
-- title: A host has hardly any memory left
-- severity: minor
-- category: performance
-- object: host
-- key: source, moid
-- why: When the rest is gone the host takes memory back from machines by ballooning, compressing and swapping,
--   which slows all of them down.
-- fix: Move machines to other hosts or give them what they need and no more. Look at DRS if the other hosts of
--   the cluster have room.
-- parameter: percent integer 95 percent - above it ESXi begins to take memory back from machines
SELECT source, moid, name, memory_usage_bytes, memory_bytes, memory_usage_bytes * 100 / memory_bytes AS used_percent
FROM host
WHERE memory_bytes > 0 AND memory_usage_bytes * 100 >= memory_bytes * :percent AND power_state = 'poweredOn'
