-- id: vm-ft-unprotected
-- title: Fault Tolerance of a machine does not protect it
-- severity: critical
-- category: availability
-- object: vm
-- key: source, moid
-- why: The machine is set up for Fault Tolerance but has no secondary that runs in step: when its host fails,
--   it stops as any other.
-- fix: See why the secondary does not start (its host, the FT logging network, the datastore), then resume or
--   turn Fault Tolerance off and on.
SELECT source, moid, name, ft_state, ft_latency_status
FROM vm
WHERE power_state = 'poweredOn' AND coalesce(ft_role, 1) = 1
  AND (ft_state IN ('disabled', 'needSecondary', 'enabled') OR (ft_state = 'running' AND ft_latency_status = 'red'))
