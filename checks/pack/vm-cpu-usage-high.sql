-- id: vm-cpu-usage-high
-- title: A machine uses its processors to the full
-- severity: info
-- category: performance
-- object: vm
-- key: source, moid
-- why: The machine's processors are busy over the whole window, not in a peak: work waits in the guest, or a
--   program runs in a loop.
-- fix: Look into the guest for what runs; give the machine processors only if it can use more.
-- answers: vcheck 60 VM/33 VM CPU Usage
-- parameter: percent integer 75 percent - on average over the window; beyond it little is left for peaks
SELECT v.source, v.moid, v.name, v.cpu_count, p.percent AS usage_percent
FROM (SELECT source, moid, highest(average) AS percent
      FROM performance
      WHERE object_type = 'VirtualMachine' AND counter = 'cpu.usage.average'
      GROUP BY source, moid) p
JOIN vm v ON v.source = p.source AND v.moid = p.moid
WHERE p.percent > :percent
