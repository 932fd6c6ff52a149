-- id: vm-template-host-unavailable
-- title: A template is registered on a host that is not available
-- severity: minor
-- category: availability
-- object: vm
-- key: source, moid
-- why: DRS does not move templates. Machines cannot be made from this one while its host is disconnected or
--   in maintenance.
-- fix: Remove the template from the inventory and register it on another host, or turn it into a machine on
--   one.
SELECT v.source, v.moid, v.name, h.name AS host_name, h.connection_state, h.maintenance_mode
FROM vm v
JOIN host h ON h.source = v.source AND h.moid = v.host_moid
WHERE v.template = 1 AND (h.connection_state IN ('disconnected', 'notResponding') OR h.maintenance_mode = 1)
