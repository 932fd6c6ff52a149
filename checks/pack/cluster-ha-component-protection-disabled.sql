-- id: cluster-ha-component-protection-disabled
-- title: HA of a cluster does not react to lost storage
-- severity: minor
-- category: availability
-- object: cluster
-- key: source, moid
-- why: When a host loses a datastore, its machines hang there although other hosts could run them: component
--   protection is off.
-- fix: Turn on the reaction to lost storage (VM component protection) in the settings of HA.
SELECT source, moid, name, ha_component_protection
FROM cluster
WHERE ha_enabled = 1 AND ha_component_protection = 'disabled'
