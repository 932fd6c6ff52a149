-- id: datastore-vm-count-high
-- title: A datastore carries very many machines
-- severity: info
-- category: capacity
-- object: datastore
-- key: source, moid
-- why: The fate of all of them hangs on one volume, and they share its queue. A vSAN or vVol datastore is left out:
--   there each disk is an object of its own.
-- fix: Spread the machines over more datastores, best with a datastore cluster.
-- answers: vcheck 40 Datastore/34 Number of VMs per Datastore
-- parameter: machines integer 100 machines - more than most sites want to lose, or restore, at once
SELECT source, moid, name, type, vm_count, host_count
FROM datastore
WHERE type IN ('VMFS', 'NFS', 'NFS41') AND vm_count > :machines
