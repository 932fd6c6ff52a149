-- id: host-disconnected
-- title: A host is not connected
-- severity: critical
-- category: availability
-- object: host
-- key: source, moid
-- why: vCenter has lost the host, or somebody disconnected it. Nothing below it can be managed, moved or
--   judged, and HA may already be restarting its machines elsewhere.
-- fix: Find out whether the host runs: console, power, management network. Restart its management agents if
--   it runs; reconnect it in vCenter when it answers.
-- answers: vcheck 30 Host/83 Hosts not Connected or Alarms Disabled
SELECT source, moid, name, connection_state, power_state
FROM host
WHERE connection_state <> 'connected'
