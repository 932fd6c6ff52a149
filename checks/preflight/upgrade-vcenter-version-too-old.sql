-- id: upgrade-vcenter-version-too-old
-- title: vCenter cannot be upgraded to the target directly
-- severity: critical
-- category: lifecycle
-- object: source
-- key: source
-- why: The installer of the target refuses a vCenter of this version.
-- fix: Upgrade vCenter to the release on the path first, then run the preflight again.
-- parameter: vcenter_from integer 0 version - the oldest vCenter that can be upgraded to the target
SELECT source, product, version
FROM source
WHERE api_type = 'VirtualCenter' AND version(version) < :vcenter_from
