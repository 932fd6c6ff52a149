-- id: host-directory-domain-unexpected
-- title: A host has not joined the directory domain that it should
-- severity: minor
-- category: security
-- object: host_authentication
-- key: source, host_moid, store_type
-- why: Administrators cannot log in to the host with their own accounts and share root's password instead; or
--   those of another domain can.
-- fix: Join the host to the site's domain, and remove it from others.
-- parameter: domains list - the directory domains that the site's hosts join
-- answers: vcheck 30 Host/29 AD Authentication
SELECT a.source, a.host_moid, a.store_type, h.name AS host_name, a.enabled, a.joined_domain, a.membership_status
FROM host_authentication a
LEFT JOIN host h ON h.source = a.source AND h.moid = a.host_moid
WHERE a.store_type = 'HostActiveDirectoryInfo'
  AND (a.enabled = 0 OR a.joined_domain NOT IN (SELECT value FROM json_each(:domains)))
