-- id: upgrade-vcenter-external-psc
-- title: vCenter uses an external Platform Services Controller
-- severity: major
-- category: lifecycle
-- object: appliance_version
-- key: source, version
-- why: The target knows embedded controllers only.
-- fix: Converge the external controller into vCenter, and decommission it, before the upgrade.
-- link: https://docs.vmware.com/en/VMware-vSphere/8.0/vsphere-vcenter-upgrade/GUID-32EB97A3-4E6D-4ECB-9096-9681AB30C7AA.html
SELECT source, version, type
FROM appliance_version
WHERE type IN ('vCenter Server with an external Platform Services Controller', 'VMware Platform Services Controller')
