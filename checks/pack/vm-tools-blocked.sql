-- id: vm-tools-blocked
-- title: VMware Tools of a machine have a known grave fault
-- severity: major
-- category: support
-- object: vm
-- key: source, moid
-- why: The version of Tools in the guest is on VMware's list of versions that must not be used: it crashes
--   guests or loses data.
-- fix: Upgrade VMware Tools in the guest now.
SELECT source, moid, name, tools_version_status, tools_version
FROM vm
WHERE tools_version_status IN ('guestToolsBlacklisted', 'guestToolsTooNew')
