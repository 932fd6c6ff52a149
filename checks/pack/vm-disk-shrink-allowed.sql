-- id: vm-disk-shrink-allowed
-- title: A guest may shrink or wipe its disks without being an administrator's choice
-- severity: minor
-- category: security
-- object: vm
-- key: source, moid
-- why: Any user in the guest can start it again and again, and the machine's disks cannot be used meanwhile.
--   Somebody has allowed it for this machine.
-- fix: Set isolation.tools.diskShrink.disable and isolation.tools.diskWiper.disable to TRUE.
SELECT v.source, v.moid, v.name, x.isolation_tools_disk_shrink_disable, x.isolation_tools_disk_wiper_disable
FROM vm_extra_config x
JOIN vm v ON v.source = x.source AND v.moid = x.vm_moid
WHERE x.isolation_tools_disk_shrink_disable IN ('FALSE', 'false', 'False', '0')
   OR x.isolation_tools_disk_wiper_disable IN ('FALSE', 'false', 'False', '0')
