-- id: host-directory-membership-broken
-- title: A host's membership in its directory domain is broken
-- severity: major
-- category: security
-- object: host_authentication
-- key: source, host_moid, store_type
-- why: Logins to the host with directory accounts fail, or are slow, just when the host has to be reached past
--   vCenter.
-- fix: Look at the host's clock and DNS first; then let it leave and join the domain again.
-- answers: vcheck 30 Host/29 AD Authentication
SELECT a.source, a.host_moid, a.store_type, h.name AS host_name, a.joined_domain, a.membership_status
FROM host_authentication a
LEFT JOIN host h ON h.source = a.source AND h.moid = a.host_moid
WHERE a.store_type = 'HostActiveDirectoryInfo' AND a.enabled = 1
  AND a.membership_status IN ('clientTrustBroken', 'inconsistentTrust', 'noServers', 'problem', 'otherDomain')
