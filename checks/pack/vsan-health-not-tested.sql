-- id: vsan-health-not-tested
-- title: vSAN's health was not tested for a while
-- severity: minor
-- category: storage
-- object: vsan_cluster_health
-- key: source, cluster_moid
-- why: The last result is old, so trouble since then shows nowhere: no alarm, no test.
-- fix: Run the tests on the Skyline Health page (Retest). If the time does not move, see that vCenter's vSAN health
--   service runs.
-- parameter: hours integer 24 hours - the service tests about every hour by itself
SELECT v.source, v.cluster_moid, c.name AS cluster_name, v.health, v.tested_at,
       (seconds(s.observed_at) - seconds(v.tested_at)) / 3600 AS age_hours
FROM vsan_cluster_health v
JOIN source s ON s.source = v.source
LEFT JOIN cluster c ON c.source = v.source AND c.moid = v.cluster_moid
WHERE seconds(s.observed_at) - seconds(v.tested_at) > :hours * 3600 OR v.health = 'unknown'
