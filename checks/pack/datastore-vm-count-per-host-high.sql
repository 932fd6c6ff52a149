-- id: datastore-vm-count-per-host-high
-- title: One host runs very many machines from one block datastore
-- severity: info
-- category: performance
-- object: vm_datastore_usage
-- key: source, datastore_moid, host_moid
-- why: A host has one queue for a VMFS device, mostly of 64 commands. Machines of the host share it, so their
--   latency grows though the array is idle.
-- fix: Spread the machines over hosts (DRS) or over more datastores.
-- parameter: machines integer 50 machines - each then has about one command of a queue of 64
SELECT u.source, u.datastore_moid, v.host_moid, d.name AS datastore_name, h.name AS host_name, count(*) AS machine_count
FROM vm_datastore_usage u
JOIN vm v ON v.source = u.source AND v.moid = u.vm_moid
JOIN datastore d ON d.source = u.source AND d.moid = u.datastore_moid
JOIN host h ON h.source = u.source AND h.moid = v.host_moid
WHERE d.type = 'VMFS' AND v.power_state = 'poweredOn'
GROUP BY u.source, u.datastore_moid, v.host_moid
HAVING count(*) > :machines
