-- id: vm-drs-override
-- title: DRS treats a machine in another way than its cluster
-- severity: info
-- category: configuration
-- object: cluster_drs_override
-- key: source, cluster_moid, vm_moid
-- why: The machine has an automation level of its own: it is not moved when DRS would, or its host cannot be
--   emptied without a person. Few remember why after a year.
-- fix: Remove the override in the cluster's VM overrides, or note what it is for.
-- answers: vcheck 60 VM/126 VM Overrides
SELECT o.source, o.cluster_moid, o.vm_moid, v.name AS vm_name, c.name AS cluster_name, o.enabled, o.behavior,
       c.drs_behavior
FROM cluster_drs_override o
JOIN cluster c ON c.source = o.source AND c.moid = o.cluster_moid
LEFT JOIN vm v ON v.source = o.source AND v.moid = o.vm_moid
LEFT JOIN vm_extra_config x ON x.source = o.source AND x.vm_moid = o.vm_moid
WHERE (o.enabled = 0 OR o.behavior <> c.drs_behavior) AND coalesce(x.cluster_agent, 0) = 0
