-- id: host-password-history-short
-- title: A host lets old passwords be used again
-- severity: info
-- category: security
-- object: host
-- key: source, moid
-- why: Whoever changes a password may go straight back to the one that leaked.
-- fix: Set the option Security.PasswordHistory.
-- link: https://docs.vmware.com/en/VMware-vSphere/8.0/vsphere-security/GUID-8EA2F9A0-001B-436E-968C-ECB235D52E8C.html
-- parameter: passwords integer 5 passwords - what hardening guides ask for
SELECT h.source, h.moid, h.name, o.public_value AS value
FROM host h
JOIN host_option o ON o.source = h.source AND o.host_moid = h.moid
                  AND o.option_key = 'Security.PasswordHistory'
WHERE o.public_value + 0 < :passwords
  AND o.value_type IN ('int', 'long')
