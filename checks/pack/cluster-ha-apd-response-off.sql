-- id: cluster-ha-apd-response-off
-- title: HA leaves machines as they are when all paths to a datastore are down
-- severity: minor
-- category: availability
-- object: cluster
-- key: source, moid
-- why: Component protection is on, but for the case that all paths are down it is set to do nothing or to
--   tell only. The machines hang until somebody restarts them.
-- fix: Set the response for the case that all paths are down to power off and restart, or accept the finding
--   where machines must never be ended.
SELECT source, moid, name, ha_apd_response
FROM cluster
WHERE ha_enabled = 1 AND ha_component_protection = 'enabled' AND ha_apd_response IN ('disabled', 'warning')
