-- id: vm-tools-installer-mounted
-- title: The disc with VMware Tools is still in a machine's drive
-- severity: minor
-- category: configuration
-- object: vm
-- key: source, moid
-- why: An installation of Tools was begun and not ended. The mounted disc can keep the machine from being
--   moved and its host from being emptied.
-- fix: End the installation in the guest, or choose "Unmount VMware Tools installer".
SELECT source, moid, name, tools_version_status
FROM vm
WHERE tools_installer_mounted = 1
