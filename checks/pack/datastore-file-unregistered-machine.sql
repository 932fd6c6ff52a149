-- id: datastore-file-unregistered-machine
-- title: The configuration file of a machine that is not registered lies on a datastore
-- severity: info
-- category: capacity
-- object: datastore_file
-- key: source, datastore_moid, path
-- why: The machine or template was taken out of the inventory and its files were left. They take space, nobody
--   patches it, and anyone with access to the datastore can start it again. Machines of a vCenter that is not in
--   the snapshot look the same. Nothing is said while the files of a connected machine could not be read.
-- fix: Register it again, or delete its folder when nobody needs it. Look for another vCenter that uses the
--   datastore first.
-- answers: rvtools Zombie
-- parameter: days integer 14 days - machines that are being moved or restored are not meant
-- absence-of: vm_file, vm
SELECT f.source, f.datastore_moid, f.path, d.name AS datastore_name, f.type, f.modified_at, f.owner,
       coalesce(u.machine_count, 0) AS unread_machine_count
FROM datastore_file f
JOIN source s ON s.source = f.source
LEFT JOIN datastore d ON d.source = f.source AND d.moid = f.datastore_moid
LEFT JOIN (SELECT DISTINCT name FROM vm_file) n ON n.name = f.path
LEFT JOIN (SELECT DISTINCT configuration_file FROM vm) v ON v.configuration_file = f.path
LEFT JOIN (SELECT v.source, count(*) AS machine_count, sum(v.connection_state = 'connected') AS connected_count
           FROM vm v
           LEFT JOIN (SELECT source, vm_moid FROM vm_file GROUP BY source, vm_moid) x
             ON x.source = v.source AND x.vm_moid = v.moid
           WHERE x.source IS NULL
           GROUP BY v.source) u ON u.source = f.source
WHERE f.type IN ('VmConfigFileInfo', 'TemplateConfigFileInfo') AND n.name IS NULL
  AND v.configuration_file IS NULL
  AND seconds(s.observed_at) - seconds(f.modified_at) > :days * 86400
  AND coalesce(u.connected_count, 0) = 0
