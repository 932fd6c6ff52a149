-- id: vm-inaccessible
-- title: A machine is inaccessible, invalid or orphaned
-- severity: critical
-- category: availability
-- object: vm
-- key: source, moid
-- why: vCenter or the host cannot read the machine's configuration, or the host does not know it any more. It
--   cannot be started, moved or backed up.
-- fix: Check the datastore that holds its configuration file. When the file is there again, reload the
--   machine, or remove it from the inventory and register it anew.
-- answers: vcheck 60 VM/13 Invalid or inaccessible VMs
SELECT source, moid, name, connection_state, configuration_file
FROM vm
WHERE connection_state IN ('invalid', 'inaccessible', 'orphaned')
