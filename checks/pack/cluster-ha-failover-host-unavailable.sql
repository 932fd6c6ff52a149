-- id: cluster-ha-failover-host-unavailable
-- title: A host that HA keeps for failover cannot take machines
-- severity: major
-- category: availability
-- object: cluster
-- key: source, cluster_moid, host_moid
-- why: Admission control counts on this host when another fails, but it is not connected or in maintenance.
-- fix: Bring the host back, or name another one as failover host.
SELECT f.source, f.cluster_moid, f.host_moid, h.name AS host_name, c.name AS cluster_name,
       h.connection_state, h.maintenance_mode
FROM cluster_failover_host f
JOIN cluster c ON c.source = f.source AND c.moid = f.cluster_moid
JOIN host h ON h.source = f.source AND h.moid = f.host_moid
WHERE c.ha_enabled = 1 AND (h.connection_state <> 'connected' OR h.maintenance_mode = 1)
