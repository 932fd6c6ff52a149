-- id: source-version-unsupported
-- title: The version of vCenter or ESXi is out of general support
-- severity: major
-- category: support
-- object: source
-- key: source
-- why: There are no more fixes, not even for security, and support does not take problems with it.
-- fix: Upgrade to a supported version; check the hosts, their hardware and what is connected to vCenter
--   first.
SELECT source, product, version, build
FROM source
WHERE version IN ('4.0.0', '4.1.0', '5.0.0', '5.1.0', '5.5.0', '6.0.0', '6.5.0', '6.7.0', '7.0.0', '7.0.1', '7.0.2', '7.0.3')
