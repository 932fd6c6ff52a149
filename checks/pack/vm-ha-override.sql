-- id: vm-ha-override
-- title: HA treats a machine in another way than its cluster
-- severity: info
-- category: availability
-- object: cluster_ha_override
-- key: source, cluster_moid, vm_moid
-- why: The machine has a restart priority or an isolation response of its own. With the priority "disabled"
--   HA does not start it after its host has failed.
-- fix: Remove the override in the cluster's VM overrides, or note what it is for.
-- answers: vcheck 60 VM/126 VM Overrides
SELECT o.source, o.cluster_moid, o.vm_moid, v.name AS vm_name, c.name AS cluster_name, o.restart_priority,
       o.isolation_response
FROM cluster_ha_override o
JOIN cluster c ON c.source = o.source AND c.moid = o.cluster_moid
LEFT JOIN vm v ON v.source = o.source AND v.moid = o.vm_moid
LEFT JOIN vm_extra_config x ON x.source = o.source AND x.vm_moid = o.vm_moid
WHERE ((o.restart_priority <> 'clusterRestartPriority' AND o.restart_priority <> c.ha_restart_priority)
       OR (o.isolation_response <> 'clusterIsolationResponse' AND o.isolation_response <> c.ha_isolation_response))
  AND coalesce(x.cluster_agent, 0) = 0
