-- id: upgrade-vcenter-external-psc
-- title: vCenter uses an external Platform Services Controller
-- severity: major
-- category: lifecycle
-- object: appliance_version
-- key: source, version
-- why: The target knows embedded controllers only.
-- fix: Converge the external controller into vCenter, and decommission it, before the upgrade.
SELECT source, version, type
FROM appliance_version
WHERE type IN ('vCenter Server with an external Platform Services Controller', 'VMware Platform Services Controller')
