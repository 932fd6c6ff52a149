-- id: host-account-unlock-early
-- title: A host unlocks accounts too soon after failed logins
-- severity: minor
-- category: security
-- object: host
-- key: source, moid
-- why: A lock that ends soon only slows down whoever tries passwords.
-- fix: Set the option Security.AccountUnlockTime.
-- link: https://docs.vmware.com/en/VMware-vSphere/8.0/vsphere-security/GUID-8EA2F9A0-001B-436E-968C-ECB235D52E8C.html
-- parameter: seconds integer 900 seconds - the default of ESXi and of hardening guides
SELECT h.source, h.moid, h.name, o.public_value AS value
FROM host h
JOIN host_option o ON o.source = h.source AND o.host_moid = h.moid
                  AND o.option_key = 'Security.AccountUnlockTime'
WHERE o.public_value + 0 < :seconds
  AND o.value_type IN ('int', 'long')
