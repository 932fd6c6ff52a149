-- id: vm-disk-latency-high
-- title: The disks of a machine answer slowly
-- severity: major
-- category: performance
-- object: vm
-- key: source, moid
-- why: The slowest disk of the machine took this long to answer, on average over the window. Databases and
--   mail servers suffer first, and very slow disks make guests remount them read-only.
-- fix: Look at the latency of the datastore and of its other machines, at snapshots and I/O limits of the
--   machine, and at backups that run at this time.
-- parameter: milliseconds integer 30 ms - on average over the window; healthy storage answers below 10
SELECT v.source, v.moid, v.name, p.latency AS average_ms, p.peak AS maximum_ms
FROM (SELECT source, moid, highest(average) AS latency, highest(maximum) AS peak
      FROM performance
      WHERE object_type = 'VirtualMachine' AND counter = 'disk.maxTotalLatency.latest'
      GROUP BY source, moid) p
JOIN vm v ON v.source = p.source AND v.moid = p.moid
WHERE p.latency > :milliseconds
