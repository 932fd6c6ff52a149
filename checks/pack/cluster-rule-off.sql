-- id: cluster-rule-off
-- title: A DRS rule is switched off
-- severity: info
-- category: configuration
-- object: cluster
-- key: source, cluster_moid, rule_key
-- why: Somebody made the rule and somebody switched it off, perhaps for an upgrade. DRS does not look at it.
-- fix: Switch the rule on again, or delete it.
SELECT r.source, r.cluster_moid, r.rule_key, c.name AS cluster_name, r.name AS rule_name, r.type
FROM cluster_rule r
LEFT JOIN cluster c ON c.source = r.source AND c.moid = r.cluster_moid
WHERE r.enabled = 0 AND r.user_created = 1
