-- id: vm-ha-restart-off
-- title: HA would not restart a machine
-- severity: minor
-- category: availability
-- object: cluster
-- key: source, cluster_moid, vm_moid
-- why: The machine has a restart priority of its own, "disabled". When its host fails it stays down.
-- fix: Remove the override, or accept the finding if the machine must not be restarted.
SELECT o.source, o.cluster_moid, o.vm_moid, v.name AS vm_name, c.name AS cluster_name, o.restart_priority
FROM cluster_ha_override o
JOIN cluster c ON c.source = o.source AND c.moid = o.cluster_moid
LEFT JOIN vm v ON v.source = o.source AND v.moid = o.vm_moid
LEFT JOIN vm_extra_config x ON x.source = o.source AND x.vm_moid = o.vm_moid
WHERE c.ha_enabled = 1 AND o.restart_priority = 'disabled' AND coalesce(x.cluster_agent, 0) = 0
