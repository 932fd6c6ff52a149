-- id: upgrade-host-version-not-manageable
-- title: The target vCenter cannot manage a host
-- severity: critical
-- category: lifecycle
-- object: host
-- key: source, moid
-- why: vCenter is upgraded before its hosts. A host older than the new vCenter can manage is disconnected
--   by the upgrade and cannot be connected again.
-- fix: Upgrade the host to a version that the target vCenter manages, or remove it from the inventory,
--   before vCenter is upgraded.
-- parameter: manageable_from integer 0 version - the oldest ESXi that the target vCenter manages
SELECT h.source, h.moid, h.name, h.version
FROM host h
JOIN source s ON s.source = h.source
WHERE s.api_type = 'VirtualCenter' AND version(h.version) < :manageable_from
