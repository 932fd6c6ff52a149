-- id: upgrade-vcenter-windows
-- title: vCenter runs on Windows
-- severity: minor
-- category: lifecycle
-- object: source
-- key: source
-- why: The target exists as an appliance only: such a vCenter is not upgraded but migrated, with the
--   Migration Assistant on the Windows machine.
-- fix: Plan a migration instead of an upgrade, and check the space that the export needs.
SELECT source, product, version, os_type
FROM source
WHERE api_type = 'VirtualCenter' AND os_type IN ('win32-x64', 'win32-x86')
