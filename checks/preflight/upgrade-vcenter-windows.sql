-- id: upgrade-vcenter-windows
-- title: vCenter runs on Windows
-- severity: minor
-- category: lifecycle
-- object: source
-- key: source
-- why: The target exists as an appliance only: such a vCenter is not upgraded but migrated, with the
--   Migration Assistant on the Windows machine.
-- fix: Plan a migration instead of an upgrade, and check the space that the export needs.
-- link: https://docs.vmware.com/jp/VMware-vSphere/8.0/vsphere-vcenter-upgrade/GUID-6AF21A92-A67E-4DD9-8AC6-46F990118037.html
SELECT source, product, version, os_type
FROM source
WHERE api_type = 'VirtualCenter' AND os_type IN ('win32-x64', 'win32-x86')
