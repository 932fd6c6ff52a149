-- id: vm-guest-info-missing
-- title: VMware Tools run, but say neither address nor name nor system
-- severity: minor
-- category: configuration
-- object: vm
-- key: source, moid
-- why: Tools that run in the guest have not told one of its address, host name or operating system. The guest
--   has no network, or its Tools are broken; backups and monitoring that go by the address miss it.
-- fix: Look at the guest's network first, then restart or reinstall its Tools.
-- answers: vcheck 60 VM/27 VM Tools Issues
-- parameter: seconds integer 900 seconds - a guest that has just started needs some minutes
-- absence-of: vm
SELECT v.source, v.moid, v.name, v.ip_address, v.guest_host_name, v.running_guest_id, v.uptime_seconds
FROM vm v
LEFT JOIN vm_extra_config x ON x.source = v.source AND x.vm_moid = v.moid
WHERE v.power_state = 'poweredOn' AND v.tools_running_status = 'guestToolsRunning' AND v.uptime_seconds > :seconds
  AND (v.running_guest_id IS NULL OR v.guest_host_name IS NULL OR (v.ip_address IS NULL AND v.nic_count > 0))
  AND coalesce(x.cluster_agent, 0) = 0
