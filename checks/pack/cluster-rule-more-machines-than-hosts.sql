-- id: cluster-rule-more-machines-than-hosts
-- title: A DRS rule keeps more machines apart than the cluster has hosts
-- severity: minor
-- category: configuration
-- object: cluster
-- key: source, cluster_moid, rule_key
-- why: Each machine of the rule needs a host of its own, and there are not so many, so the rule cannot be
--   kept and machines may fail to start.
-- fix: Take machines out of the rule, or add hosts.
SELECT r.source, r.cluster_moid, r.rule_key, c.name AS cluster_name, r.name AS rule_name, r.vm_count,
       c.host_count
FROM cluster_rule r
JOIN cluster c ON c.source = r.source AND c.moid = r.cluster_moid
WHERE r.type = 'ClusterAntiAffinityRuleSpec' AND r.enabled = 1 AND r.vm_count > c.host_count
