-- id: vapp-member-not-running
-- title: A vApp runs, but a machine of it does not
-- severity: minor
-- category: availability
-- object: vapp
-- key: source, vapp_moid, entity_moid
-- why: The vApp is started and is to start this machine with it, yet the machine is off: the application is
--   incomplete.
-- fix: Start the machine, or take it out of the start order of the vApp.
SELECT e.source, e.vapp_moid, e.entity_moid, p.name AS vapp_name, v.name AS vm_name, v.power_state
FROM vapp_entity e
JOIN vapp p ON p.source = e.source AND p.moid = e.vapp_moid
JOIN vm v ON v.source = e.source AND v.moid = e.entity_moid
WHERE p.state = 'started' AND e.start_action = 'powerOn' AND v.power_state <> 'poweredOn'
