-- id: vm-disk-format-unwanted
-- title: A virtual disk has a format that the site does not want
-- severity: info
-- category: configuration
-- object: vm_disk
-- key: source, vm_moid, device_key
-- why: The site states which formats it does not want: thick disks take their whole size at once, thin ones
--   may run out of a datastore that is over-committed.
-- fix: Change the format while the disk is moved to another datastore.
-- answers: vcheck 60 VM/48 Find VM Disk Format
-- parameter: unwanted list - formats that are not wanted here: thin, lazy (thick, zeroed at first write) or
--   eager (thick, zeroed at once)
SELECT k.source, k.vm_moid, k.device_key, v.name AS vm_name, k.label, k.thin_provisioned, k.eagerly_scrubbed,
       k.capacity_bytes
FROM vm_disk k
LEFT JOIN vm v ON v.source = k.source AND v.moid = k.vm_moid
WHERE iif(k.thin_provisioned = 1, 'thin', iif(k.thin_provisioned = 0, iif(k.eagerly_scrubbed = 1, 'eager', 'lazy'),
                                              NULL)) IN (SELECT value FROM json_each(:unwanted))
