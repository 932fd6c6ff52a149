-- id: host-vmotion-missing
-- title: A host of a cluster has no VMkernel adapter for vMotion
-- severity: major
-- category: availability
-- object: host
-- key: source, moid
-- why: No machine can move to or from the host: DRS skips it, maintenance mode has to shut machines down, and
--   an update cannot run by itself.
-- fix: Enable vMotion on a VMkernel adapter of the host, in the network that the cluster's other hosts use for
--   it.
SELECT h.source, h.moid, h.name, c.name AS cluster_name, c.host_count
FROM host h
JOIN cluster c ON c.source = h.source AND c.moid = h.cluster_moid
WHERE h.vmotion_enabled = 0 AND c.host_count > 1 AND coalesce(h.vmotion_supported, 1) = 1
  AND h.connection_state = 'connected'
