-- id: host-ha-agent-unhealthy
-- title: High availability cannot rely on a host
-- severity: critical
-- category: availability
-- object: host
-- key: source, moid
-- why: The host's HA agent is cut off, unreachable or failed to start. If the host fails now its machines may
--   stay down, and it takes nobody else's machines in.
-- fix: Check the management network between the hosts, isolation addresses and name resolution; then
--   reconfigure the host for vSphere HA.
SELECT source, moid, name, das_state, connection_state
FROM host
WHERE das_state IN ('networkIsolated', 'networkPartitionedFromMaster', 'fdmUnreachable', 'hostDown',
                    'initializationError', 'uninitializationError')
