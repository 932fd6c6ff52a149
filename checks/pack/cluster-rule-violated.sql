-- id: cluster-rule-violated
-- title: A DRS rule is not kept
-- severity: minor
-- category: configuration
-- object: cluster
-- key: source, cluster_moid, rule_key
-- why: Machines that are to stay apart share a host, or run where they must not. What the rule protects from,
--   a common failure or a licence breach, can happen.
-- fix: Look at the faults of DRS, make room on hosts that fit, and run DRS; or move the machines by hand.
-- answers: vcheck 20 Cluster/75 DRS Rules
SELECT r.source, r.cluster_moid, r.rule_key, c.name AS cluster_name, r.name AS rule_name, r.type,
       r.mandatory, r.status
FROM cluster_rule r
LEFT JOIN cluster c ON c.source = r.source AND c.moid = r.cluster_moid
WHERE r.enabled = 1 AND r.in_compliance = 0
