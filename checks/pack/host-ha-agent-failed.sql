-- id: host-ha-agent-failed
-- title: The HA agent of a host does not work
-- severity: major
-- category: availability
-- object: host
-- key: source, moid
-- why: HA is on in the cluster, but its agent on this host is not in a working state: the host may not take
--   over machines, and its own may not be restarted.
-- fix: Look at the state, mend network or storage of the host, and choose "Reconfigure for vSphere HA" on it.
SELECT h.source, h.moid, h.name, c.name AS cluster_name, h.das_state
FROM host h
JOIN cluster c ON c.source = h.source AND c.moid = h.cluster_moid
WHERE c.ha_enabled = 1 AND h.connection_state = 'connected' AND h.maintenance_mode = 0
  AND h.das_state NOT IN ('master', 'connectedToMaster', 'election')
