-- id: vm-cpu-ready-high
-- title: The processors of a machine wait long for a core
-- severity: major
-- category: performance
-- object: vm
-- key: source, moid
-- why: The machine was ready to run but the host had no core free, or a limit held it back. What the guest
--   sees is slowness without load.
-- fix: Take processors away from machines that do not use them, look for CPU limits on the machine and its
--   pools, or move machines to another host.
-- answers: vcheck 60 VM/32 VM CPU Percent RDY
-- parameter: percent integer 10 percent - for each virtual processor, on average over the window; 5 can be
--   felt, 10 is trouble
SELECT v.source, v.moid, v.name, v.cpu_count, p.percent / v.cpu_count AS ready_percent, v.cpu_limit_mhz
FROM (SELECT source, moid, highest(average_time_percent) AS percent
      FROM performance
      WHERE object_type = 'VirtualMachine' AND counter = 'cpu.ready.summation'
      GROUP BY source, moid) p
JOIN vm v ON v.source = p.source AND v.moid = p.moid
WHERE v.cpu_count > 0 AND p.percent > :percent * v.cpu_count
