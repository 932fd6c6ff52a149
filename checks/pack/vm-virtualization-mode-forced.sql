-- id: vm-virtualization-mode-forced
-- title: How the host virtualizes a machine is set by hand
-- severity: info
-- category: performance
-- object: vm
-- key: source, moid
-- why: The host chooses the best way by itself. A setting made for an old processor or an old guest makes the
--   machine slower on today's, and may keep it from starting.
-- fix: Set CPU/MMU virtualization back to automatic while the machine is off.
-- answers: vcheck 60 VM/202 VMs MMU Configuration
SELECT source, moid, name, exec_usage, mmu_usage
FROM vm
WHERE exec_usage <> 'hvAuto' OR mmu_usage <> 'automatic'
