-- id: vm-change-tracking-off
-- title: Changed blocks of a machine are not tracked
-- severity: info
-- category: configuration
-- object: vm
-- key: source, moid
-- why: Without changed block tracking each backup reads the whole of the machine's disks, which takes long
--   and burdens the storage. The setting is lost when a machine is imported or made from an old template.
-- fix: Switch it on in the backup program; most do so by themselves with the next full backup. Machines that
--   nobody backs up may stay as they are.
-- answers: vcheck 60 VM/620 CBT Status
SELECT v.source, v.moid, v.name, v.hardware_version, v.disk_capacity_bytes
FROM vm v
LEFT JOIN vm_extra_config x ON x.source = v.source AND x.vm_moid = v.moid
WHERE v.change_tracking_enabled = 0 AND v.power_state = 'poweredOn' AND coalesce(v.template, 0) = 0
  AND coalesce(x.cluster_agent, 0) = 0
