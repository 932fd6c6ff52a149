-- id: host-numa-memory-uneven
-- title: The memory of a host is spread unevenly over its processors
-- severity: minor
-- category: hardware
-- object: host
-- key: source, moid
-- why: Machines on the processor with less memory have to reach for the other's, which takes longer. Often a
--   module failed or was put in the wrong slot.
-- fix: Compare the modules fitted with the maker's rules; replace or move them.
-- parameter: percent integer 20 percent - firmware and the kernel take their share from one node
SELECT h.source, h.moid, h.name, lowest(n.memory_bytes) AS least_bytes, highest(n.memory_bytes) AS most_bytes
FROM host h
JOIN host_numa_node n ON n.source = h.source AND n.host_moid = h.moid
WHERE n.memory_bytes IS NOT NULL
GROUP BY h.source, h.moid, h.name
HAVING lowest(n.memory_bytes) * 100 < highest(n.memory_bytes) * (100 - :percent)
