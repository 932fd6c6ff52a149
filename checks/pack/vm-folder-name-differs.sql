-- id: vm-folder-name-differs
-- title: The folder of a machine's files has another name than the machine
-- severity: info
-- category: configuration
-- object: vm
-- key: source, moid
-- why: The machine was renamed but its files were not, so people who work on the datastore may take the files
--   for another machine's. Machines with disks on vSAN or vVols are left out: their folders have other names
--   by design.
-- fix: Move the machine to another datastore: the files take its name on the way.
-- answers: vcheck 60 VM/25 VMs in inconsistent folders
-- answers: rvtools Foldername
-- absence-of: vm_disk
SELECT v.source, v.moid, v.name, v.configuration_file
FROM vm v
WHERE v.folder_differs_from_name = 1
  AND NOT EXISTS (SELECT 1
                  FROM vm_disk k
                  JOIN datastore d ON d.source = k.source AND d.moid = k.datastore_moid
                  WHERE k.source = v.source AND k.vm_moid = v.moid AND d.type IN ('vsan', 'vvol'))
