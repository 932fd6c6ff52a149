-- id: cluster-ha-isolation-response-none-on-vsan
-- title: HA leaves machines running on an isolated host of a vSAN cluster
-- severity: minor
-- category: availability
-- object: cluster
-- key: source, moid
-- why: A host of a vSAN cluster that is cut off from the network has lost its storage, too. Its machines hang
--   there while HA starts the same machines elsewhere, and both exist until the host is back.
-- fix: Set the response for host isolation to power off and restart.
SELECT c.source, c.moid, c.name, c.ha_isolation_response
FROM cluster c
JOIN vsan_cluster v ON v.source = c.source AND v.cluster_moid = c.moid
WHERE c.ha_enabled = 1 AND v.enabled = 1 AND c.ha_isolation_response = 'none'
