-- id: vm-tools-not-running
-- title: VMware Tools do not run in a running machine
-- severity: minor
-- category: configuration
-- object: vm
-- key: source, moid
-- why: Without Tools there is no clean shutdown, no quiet snapshot for backups, no ballooning and no word
--   from the guest. Machines of the cluster services (vCLS) have none by design.
-- fix: Install VMware Tools or open-vm-tools in the guest, or start their service.
-- answers: vcheck 60 VM/26 No VM Tools
-- answers: rvtools VM Tools
-- answers: readiness Tools not running
SELECT v.source, v.moid, v.name, v.guest_id, v.tools_running_status, v.tools_version_status
FROM vm v
LEFT JOIN vm_extra_config x ON x.source = v.source AND x.vm_moid = v.moid
WHERE v.power_state = 'poweredOn' AND v.tools_running_status = 'guestToolsNotRunning'
  AND coalesce(x.cluster_agent, 0) = 0
