-- id: datastore-file-unregistered-machine
-- title: The configuration file of a machine that is not registered lies on a datastore
-- severity: info
-- category: capacity
-- object: datastore_file
-- key: source, datastore_moid, path
-- why: The machine or template was taken out of the inventory and its files were left. They take space, nobody
--   patches it, and anyone with access to the datastore can start it again. Machines of another vCenter look the
--   same.
-- fix: Register it again, or delete its folder when nobody needs it. Look for another vCenter that uses the
--   datastore first.
-- answers: rvtools Zombie
-- parameter: days integer 14 days - machines that are being moved or restored are not meant
-- absence-of: vm_file, vm
SELECT f.source, f.datastore_moid, f.path, d.name AS datastore_name, f.type, f.modified_at, f.owner
FROM datastore_file f
JOIN source s ON s.source = f.source
LEFT JOIN datastore d ON d.source = f.source AND d.moid = f.datastore_moid
LEFT JOIN (SELECT DISTINCT source, name FROM vm_file) n ON n.source = f.source AND n.name = f.path
LEFT JOIN (SELECT DISTINCT source, configuration_file FROM vm) v ON v.source = f.source AND v.configuration_file = f.path
WHERE f.type IN ('VmConfigFileInfo', 'TemplateConfigFileInfo') AND n.source IS NULL AND v.source IS NULL
  AND seconds(s.observed_at) - seconds(f.modified_at) > :days * 86400
