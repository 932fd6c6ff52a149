-- id: datastore-io-control-congested
-- title: A datastore is slower than storage I/O control puts up with
-- severity: minor
-- category: performance
-- object: performance
-- key: source, moid
-- why: In one of twenty samples the latency was above the threshold of storage I/O control, so it throttled
--   machines. Either the storage has too much to do, or the threshold does not suit it.
-- fix: Move busy machines to other datastores, find out what else loads the array, or correct the threshold.
-- parameter: samples integer 12 samples - an hour at five minutes each; fewer say little
SELECT p.source, p.moid, d.name, d.io_control_threshold_ms, highest(p.p95) AS latency_p95_ms,
       highest(p.maximum) AS latency_maximum_ms
FROM performance p
JOIN datastore d ON d.source = p.source AND d.moid = p.moid
WHERE p.object_type = 'Datastore' AND p.counter = 'datastore.throughput.contention.average'
  AND p.samples >= :samples AND d.io_control_enabled = 1 AND p.p95 > d.io_control_threshold_ms
GROUP BY p.source, p.moid
