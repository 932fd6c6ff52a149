-- id: host-memory-swapped
-- title: A host swaps memory of machines
-- severity: major
-- category: performance
-- object: host
-- key: source, moid
-- why: Memory of machines lies on disk. Whatever touches it waits a thousand times longer, and the machine
--   itself shows no cause.
-- fix: Free memory on the host: move machines, remove limits, add memory. What was swapped comes back only when
--   it is used.
SELECT h.source, h.moid, h.name,
       highest(p.average) AS average_kb, highest(p.maximum) AS maximum_kb
FROM host h
JOIN performance p ON p.source = h.source AND p.moid = h.moid AND p.counter = 'mem.swapused.average'
WHERE p.samples > 0
GROUP BY h.source, h.moid, h.name
HAVING highest(p.average) > 0
