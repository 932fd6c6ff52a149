-- id: vm-ha-unprotected
-- title: HA does not protect a running machine of its cluster
-- severity: major
-- category: availability
-- object: vm
-- key: source, moid
-- why: HA is on in the cluster and knows the machine, but would not start it again after a failure: its agent
--   or its list of protected machines does not work as it should.
-- fix: See that the machine's HA restart priority is not disabled, then choose "Reconfigure for vSphere HA"
--   on its host.
SELECT v.source, v.moid, v.name, h.name AS host_name, c.name AS cluster_name
FROM vm v
JOIN host h ON h.source = v.source AND h.moid = v.host_moid
JOIN cluster c ON c.source = h.source AND c.moid = h.cluster_moid
LEFT JOIN vm_extra_config x ON x.source = v.source AND x.vm_moid = v.moid
WHERE v.power_state = 'poweredOn' AND v.ha_protected = 0 AND c.ha_enabled = 1 AND h.connection_state = 'connected'
  AND coalesce(x.cluster_agent, 0) = 0 AND coalesce(v.uptime_seconds, 0) > 600
