-- id: vsan-health-warning
-- title: A test of vSAN's health is yellow
-- severity: minor
-- category: storage
-- object: vsan_health
-- key: source, cluster_moid, group_id, test_id
-- why: vSAN itself warns. What is yellow today (disk balance, capacity, drivers not on the list) is red after the
--   next failure.
-- fix: Open the cluster's Monitor > vSAN > Skyline Health page and follow the test's advice; silence a test there
--   only when its warning is understood.
SELECT t.source, t.cluster_moid, t.group_id, t.test_id, c.name AS cluster_name, t.group_health
FROM vsan_health t
LEFT JOIN cluster c ON c.source = t.source AND c.moid = t.cluster_moid
WHERE t.health = 'yellow'
