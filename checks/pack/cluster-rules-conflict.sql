-- id: cluster-rules-conflict
-- title: A machine pair is to stay together and apart
-- severity: minor
-- category: configuration
-- object: cluster
-- key: source, cluster_moid, rule_key, other_rule_key
-- why: One rule keeps two machines together, another one apart. vCenter disables or breaks one of them, and
--   nobody knows which.
-- fix: Delete one of the two rules, or take one of the machines out of it.
SELECT a.source, a.cluster_moid, a.rule_key, b.rule_key AS other_rule_key, a.name AS rule_name, b.name AS
       other_rule_name,
       count(*) AS pair_count
FROM cluster_rule a
JOIN cluster_rule b ON b.source = a.source AND b.cluster_moid = a.cluster_moid
JOIN cluster_rule_vm x ON x.source = a.source AND x.cluster_moid = a.cluster_moid AND x.rule_key = a.rule_key
JOIN cluster_rule_vm y ON y.source = a.source AND y.cluster_moid = a.cluster_moid AND y.rule_key = b.rule_key
  AND y.vm_moid = x.vm_moid
WHERE a.type = 'ClusterAffinityRuleSpec' AND b.type = 'ClusterAntiAffinityRuleSpec' AND a.enabled = 1 AND b.enabled = 1
GROUP BY a.source, a.cluster_moid, a.rule_key, b.rule_key, a.name, b.name
HAVING count(*) > 1
