-- id: vm-tools-not-running
-- title: VMware Tools do not run in a running machine
-- severity: minor
-- category: configuration
-- object: vm
-- key: source, moid
-- why: Without Tools there is no clean shutdown, no quiet snapshot for backups, no ballooning and no word
--   from the guest.
-- fix: Install VMware Tools or open-vm-tools in the guest, or start their service.
SELECT source, moid, name, guest_id, tools_running_status, tools_version_status
FROM vm
WHERE power_state = 'poweredOn' AND tools_running_status = 'guestToolsNotRunning'
