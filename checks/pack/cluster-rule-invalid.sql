-- id: cluster-rule-invalid
-- title: A DRS rule can have no effect
-- severity: minor
-- category: configuration
-- object: cluster
-- key: source, cluster_moid, rule_key
-- why: The rule keeps machines together or apart but names fewer than two, or ties a group of machines to a
--   group of hosts of which one is empty or gone. Whoever relies on it is mistaken.
-- fix: Put the missing machines or hosts back into the rule, or delete it.
-- absence-of: cluster_group
-- answers: vcheck 20 Cluster/75 DRS Rules
SELECT r.source, r.cluster_moid, r.rule_key, c.name AS cluster_name, r.name AS rule_name, r.type, r.enabled,
       r.vm_count,
       g.vm_count AS group_vm_count, a.host_count AS affine_host_count, n.host_count AS anti_affine_host_count
FROM cluster_rule r
LEFT JOIN cluster c ON c.source = r.source AND c.moid = r.cluster_moid
LEFT JOIN cluster_group g ON g.source = r.source AND g.cluster_moid = r.cluster_moid AND g.name = r.vm_group_name
LEFT JOIN cluster_group a ON a.source = r.source AND a.cluster_moid = r.cluster_moid AND a.name = r.affine_host_group_name
LEFT JOIN cluster_group n ON n.source = r.source AND n.cluster_moid = r.cluster_moid AND n.name = r.anti_affine_host_group_name
WHERE r.type IN ('ClusterAffinityRuleSpec', 'ClusterAntiAffinityRuleSpec') AND r.vm_count < 2
   OR r.type = 'ClusterVmHostRuleInfo'
      AND (g.vm_count = 0 OR a.host_count = 0 OR n.host_count = 0
           OR r.vm_group_name IS NOT NULL AND g.name IS NULL
           OR r.affine_host_group_name IS NOT NULL AND a.name IS NULL
           OR r.anti_affine_host_group_name IS NOT NULL AND n.name IS NULL)
