-- id: host-account-lock-weak
-- title: A host lets passwords be guessed
-- severity: minor
-- category: security
-- object: host
-- key: source, moid
-- why: Accounts of the host are not locked after failed logins, or late, so passwords can be tried until one
--   fits.
-- fix: Set the option Security.AccountLockFailures.
-- link: https://docs.vmware.com/en/VMware-vSphere/8.0/vsphere-security/GUID-8EA2F9A0-001B-436E-968C-ECB235D52E8C.html
-- parameter: failures integer 5 failures - the default of ESXi; hardening guides ask for three to five
SELECT h.source, h.moid, h.name, o.public_value AS value
FROM host h
JOIN host_option o ON o.source = h.source AND o.host_moid = h.moid
                  AND o.option_key = 'Security.AccountLockFailures'
WHERE (o.public_value = '0' OR o.public_value + 0 > :failures)
  AND o.value_type IN ('int', 'long')
