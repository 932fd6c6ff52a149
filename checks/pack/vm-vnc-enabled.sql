-- id: vm-vnc-enabled
-- title: The console of a machine is open to VNC
-- severity: major
-- category: security
-- object: vm
-- key: source, moid
-- why: Whoever reaches the port on the host sees and drives the machine's console, with a weak password or
--   none, unencrypted and past vCenter's permissions.
-- fix: Remove the RemoteDisplay.vnc options from the machine's configuration, and close the ruleset in the
--   host's firewall.
SELECT v.source, v.moid, v.name, x.remote_display_vnc_enabled
FROM vm_extra_config x
JOIN vm v ON v.source = x.source AND v.moid = x.vm_moid
WHERE x.remote_display_vnc_enabled IN ('TRUE', 'true', 'True', '1')
