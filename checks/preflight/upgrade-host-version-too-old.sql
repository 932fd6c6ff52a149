-- id: upgrade-host-version-too-old
-- title: A host cannot be upgraded to the target directly
-- severity: critical
-- category: lifecycle
-- object: host
-- key: source, moid
-- why: ESXi of this version has no upgrade to the target: the installer and the lifecycle manager refuse
--   it.
-- fix: Upgrade the host to the release on the path first, or install it afresh.
-- parameter: host_from integer 0 version - the oldest ESXi that can be upgraded to the target
SELECT source, moid, name, version
FROM host
WHERE version(version) < :host_from
