-- id: vsan-health-failing
-- title: A test of vSAN's health is red
-- severity: major
-- category: storage
-- object: vsan_health
-- key: source, cluster_moid, group_id, test_id
-- why: vSAN itself tests its network, disks, objects and limits, and says that this is broken. Data may be without
--   redundancy or out of reach.
-- fix: Open the cluster's Monitor > vSAN > Skyline Health page, look at the test and follow its Ask VMware or
--   Troubleshoot link. Enter no host into maintenance before it is green.
SELECT t.source, t.cluster_moid, t.group_id, t.test_id, c.name AS cluster_name, t.group_health
FROM vsan_health t
LEFT JOIN cluster c ON c.source = t.source AND c.moid = t.cluster_moid
WHERE t.health = 'red'
