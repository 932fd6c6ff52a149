-- id: datastore-cluster-vm-override
-- title: A machine differs from its datastore cluster's automation
-- severity: info
-- category: configuration
-- object: datastore_cluster_override
-- key: source, datastore_cluster_moid, vm_moid
-- why: Storage DRS leaves the machine alone or only recommends moves for it. Such exceptions outlive their reason,
--   and keep a datastore from being emptied.
-- fix: Remove the override (datastore cluster > Configure > VM Overrides) if the reason is gone.
-- answers: vcheck 40 Datastore/116 sDRS VM Behavior not Default
SELECT o.source, o.datastore_cluster_moid, o.vm_moid, c.name AS datastore_cluster_name, v.name AS vm_name, o.enabled,
       o.behavior, c.drs_behavior
FROM datastore_cluster_override o
JOIN datastore_cluster c ON c.source = o.source AND c.moid = o.datastore_cluster_moid
LEFT JOIN vm v ON v.source = o.source AND v.moid = o.vm_moid
WHERE c.drs_enabled = 1 AND (o.enabled = 0 OR o.behavior <> c.drs_behavior)
