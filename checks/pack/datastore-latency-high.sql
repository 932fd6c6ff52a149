-- id: datastore-latency-high
-- title: A datastore is slow
-- severity: minor
-- category: performance
-- object: performance
-- key: source, moid
-- why: In one of twenty samples a read or write took longer than applications take well. Databases wait, guests log
--   time-outs of their disks.
-- fix: Find who loads it (machines with snapshots, backups, a rebuild of the array), move machines, and look at
--   paths and fabric when several datastores of an array are slow together.
-- parameter: milliseconds integer 25 ms - what storage vendors and applications call slow
-- parameter: samples integer 12 samples - an hour at five minutes each; fewer say little
SELECT p.source, p.moid, d.name, d.type, highest(p.p95) AS latency_p95_ms, highest(p.maximum) AS latency_maximum_ms,
       sum(p.samples) AS sample_count
FROM performance p
JOIN datastore d ON d.source = p.source AND d.moid = p.moid
WHERE p.object_type = 'Datastore' AND p.samples >= :samples AND p.unit = 'millisecond'
  AND p.counter IN ('datastore.throughput.contention.average', 'datastore.totalReadLatency.average',
                    'datastore.totalWriteLatency.average')
GROUP BY p.source, p.moid
HAVING highest(p.p95) > :milliseconds
