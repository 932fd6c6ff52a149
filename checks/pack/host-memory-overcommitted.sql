-- id: host-memory-overcommitted
-- title: Running machines have more memory than their host
-- severity: minor
-- category: capacity
-- object: host
-- key: source, moid
-- why: If all machines use the memory they were given, the host has to take it back by ballooning,
--   compressing and swapping, and machines slow down without a cause inside them.
-- fix: Move machines to other hosts, give machines the memory they need and no more, or add memory.
-- parameter: percent integer 100 percent - beyond it the machines cannot all have their memory at once
-- answers: vcheck 30 Host/07 Hosts Overcommit State
SELECT h.source, h.moid, h.name, h.memory_bytes, sum(v.memory_bytes) AS machine_memory_bytes,
       sum(v.memory_bytes) * 100 / h.memory_bytes AS committed_percent
FROM host h
JOIN vm v ON v.source = h.source AND v.host_moid = h.moid AND v.power_state = 'poweredOn'
WHERE h.memory_bytes > 0
GROUP BY h.source, h.moid, h.name, h.memory_bytes
HAVING sum(v.memory_bytes) * 100 > h.memory_bytes * :percent
