-- id: cluster-ha-restart-off
-- title: HA of a cluster restarts no machine unless told so for it
-- severity: major
-- category: availability
-- object: cluster
-- key: source, moid
-- why: The default restart priority is "disabled": HA is on, and yet it restarts only machines with a
--   priority of their own.
-- fix: Set the default restart priority to medium, and disable it for the single machines that must not be
--   restarted.
SELECT source, moid, name, ha_restart_priority
FROM cluster
WHERE ha_enabled = 1 AND ha_restart_priority = 'disabled'
