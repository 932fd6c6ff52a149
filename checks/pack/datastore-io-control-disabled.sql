-- id: datastore-io-control-disabled
-- title: Storage I/O control is off on a shared datastore
-- severity: info
-- category: performance
-- object: datastore
-- key: source, moid
-- why: Without it one busy machine can take the storage from all others; shares and limits of disks mean nothing
--   across hosts. Volumes of several extents, vSAN and vVols do not know it. vSphere is to lose the feature after
--   release 8; where the array itself keeps order, accept the finding.
-- fix: Enable it on the datastore (Configure > General > Datastore Capabilities), where the edition has it.
-- link: https://knowledge.broadcom.com/external/article/320864/
-- answers: vcheck 40 Datastore/59 Datastores with Storage IO Control Disabled
SELECT source, moid, name, type, host_count, vm_count
FROM datastore
WHERE io_control_enabled = 0 AND supports_io_control = 1 AND multiple_host_access = 1 AND vm_count > 0
  AND type IN ('VMFS', 'NFS') AND coalesce(extent_count, 1) <= 1
