-- id: vm-nic-on-standard-switch
-- title: A machine that is to move hangs on a standard switch
-- severity: minor
-- category: lifecycle
-- object: vm_nic
-- key: source, vm_moid, device_key
-- why: Tools that stretch networks to a migration's target need a distributed switch. Adapters on standard
--   switches have to be moved first, or change their address.
-- fix: Move the network to a distributed switch before the migration.
-- answers: readiness standard vSwitch NICs
-- parameter: migration_targets list - where machines are to move, by names of the site's choice; empty while nothing is
--   planned
SELECT n.source, n.vm_moid, n.device_key, v.name AS vm_name, n.label, n.network_name
FROM vm_nic n
LEFT JOIN vm v ON v.source = n.source AND v.moid = n.vm_moid
WHERE n.network_name IS NOT NULL AND n.switch_uuid IS NULL AND n.opaque_network_id IS NULL
  AND (SELECT count(*) FROM json_each(:migration_targets)) > 0
