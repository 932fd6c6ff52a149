-- id: host-version-unsupported
-- title: The ESXi version of a host is out of general support
-- severity: major
-- category: support
-- object: host
-- key: source, moid
-- why: There are no more fixes for the host, not even for security, and support does not take problems with
--   it. Machines cannot be moved from it to current platforms in one step.
-- fix: Upgrade the host after its vCenter; look first whether its hardware is listed for the new version.
-- answers: readiness ESXi versions
SELECT source, moid, name, version, build, model
FROM host
WHERE version IN ('4.0.0', '4.1.0', '5.0.0', '5.1.0', '5.5.0', '6.0.0', '6.5.0', '6.7.0', '7.0.0', '7.0.1', '7.0.2', '7.0.3')
