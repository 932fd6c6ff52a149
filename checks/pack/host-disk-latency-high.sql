-- id: host-disk-latency-high
-- title: A host waits long for its storage
-- severity: major
-- category: performance
-- object: host
-- key: source, moid
-- why: The slowest device of the host answered this late in one of twenty samples or more. Databases stall and
--   guests may report disk errors or turn file systems read-only.
-- fix: Find the device in the host's disk charts; then look at its paths, the fabric or network, and the
--   array's load.
-- parameter: milliseconds integer 50 ms - far beyond what flash or disks take; a single peak is not enough
-- answers: vcheck 30 Host/68 Disk Max Total Latency
SELECT h.source, h.moid, h.name,
       highest(p.p95) AS p95_ms, highest(p.maximum) AS maximum_ms, highest(p.average) AS average_ms
FROM host h
JOIN performance p ON p.source = h.source AND p.moid = h.moid AND p.counter = 'disk.maxTotalLatency.latest'
WHERE p.samples > 0
GROUP BY h.source, h.moid, h.name
HAVING highest(p.p95) > :milliseconds
