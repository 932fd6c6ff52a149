-- id: cluster-ha-pdl-response-off
-- title: HA leaves machines as they are when a storage device is lost for good
-- severity: minor
-- category: availability
-- object: cluster
-- key: source, moid
-- why: Component protection is on, but for the case that a device is lost for good it is set to do nothing or
--   to tell only. The machines hang until somebody restarts them.
-- fix: Set the response for the case that a device is lost for good to power off and restart, or accept the
--   finding where machines must never be ended.
SELECT source, moid, name, ha_pdl_response
FROM cluster
WHERE ha_enabled = 1 AND ha_component_protection = 'enabled' AND ha_pdl_response IN ('disabled', 'warning')
