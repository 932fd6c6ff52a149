-- id: vm-cpu-costop-high
-- title: The processors of a machine wait for each other
-- severity: minor
-- category: performance
-- object: vm
-- key: source, moid
-- why: The host stops processors of the machine so that none runs too far ahead of the others: it has more
--   than can be scheduled together, or a snapshot is being removed.
-- fix: Give the machine fewer processors, or its host fewer machines with many.
-- parameter: percent integer 3 percent - for each virtual processor, on average over the window; above it the
--   guest loses time
SELECT v.source, v.moid, v.name, v.cpu_count, p.percent / v.cpu_count AS costop_percent
FROM (SELECT source, moid, highest(average_time_percent) AS percent
      FROM performance
      WHERE object_type = 'VirtualMachine' AND counter = 'cpu.costop.summation'
      GROUP BY source, moid) p
JOIN vm v ON v.source = p.source AND v.moid = p.moid
WHERE v.cpu_count > 1 AND p.percent > :percent * v.cpu_count
