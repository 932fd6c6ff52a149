-- id: cluster-ha-one-host-left
-- title: HA is on, but no second host could restart machines
-- severity: major
-- category: availability
-- object: cluster
-- key: source, moid
-- why: Fewer than two hosts of the cluster can run machines now. If the last one fails, nothing is restarted.
-- fix: Bring the other hosts back: end their maintenance, reconnect them, or add a host.
SELECT source, moid, name, host_count, effective_host_count
FROM cluster
WHERE ha_enabled = 1 AND host_count > 0 AND effective_host_count < 2
