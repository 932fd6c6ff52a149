-- id: vm-configuration-issue
-- title: vCenter shows an issue with a machine's configuration
-- severity: minor
-- category: configuration
-- object: vm
-- key: source, vm_moid, position
-- why: vCenter keeps a warning on the machine until its cause is mended: HA that could not start it,
--   snapshots that failed, and the like.
-- fix: Open the machine in vCenter and read the issue on its summary page; reset it to green when the cause
--   is gone.
SELECT i.source, i.vm_moid, i.position, v.name AS vm_name, i.event_type, i.event_type_id, i.created_at
FROM vm_issue i
LEFT JOIN vm v ON v.source = i.source AND v.moid = i.vm_moid
