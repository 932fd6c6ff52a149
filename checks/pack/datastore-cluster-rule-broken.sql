-- id: datastore-cluster-rule-broken
-- title: A rule of a datastore cluster is not kept
-- severity: minor
-- category: availability
-- object: datastore_cluster_rule
-- key: source, datastore_cluster_moid, rule_key
-- why: Disks that are to lie apart lie together, so one lost datastore takes with it what was meant to survive.
-- fix: Apply the recommendation of Storage DRS, or make room on another datastore for it.
SELECT r.source, r.datastore_cluster_moid, r.rule_key, c.name AS datastore_cluster_name, r.name AS rule_name, r.type, r.vm_count
FROM datastore_cluster_rule r
LEFT JOIN datastore_cluster c ON c.source = r.source AND c.moid = r.datastore_cluster_moid
WHERE r.enabled = 1 AND r.in_compliance = 0
