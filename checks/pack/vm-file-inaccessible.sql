-- id: vm-file-inaccessible
-- title: A file of a machine cannot be read
-- severity: major
-- category: storage
-- object: vm_file
-- key: source, vm_moid, file_key
-- why: vCenter cannot reach a file that belongs to the machine. If it is a disk or a snapshot's delta, the
--   machine does not start again once it is off.
-- fix: See whether the datastore is there and the file still in its folder; restore it from a backup, or take
--   what refers to it off the machine.
SELECT f.source, f.vm_moid, f.file_key, v.name AS vm_name, f.name, f.type
FROM vm_file f
LEFT JOIN vm v ON v.source = f.source AND v.moid = f.vm_moid
WHERE f.accessible = 0 AND f.type NOT IN ('log', 'core', 'stat', 'screenshot')
