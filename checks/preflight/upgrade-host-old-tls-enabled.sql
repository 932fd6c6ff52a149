-- id: upgrade-host-old-tls-enabled
-- title: A host still speaks TLS 1.0 or 1.1
-- severity: minor
-- category: security
-- object: host_option
-- key: source, host_moid, option_key
-- why: The target speaks TLS 1.2 and later only. What still connects to this host by an older version loses
--   it with the upgrade.
-- fix: Find out who needs the older versions, then disable them with UserVars.ESXiVPsDisabledProtocols and
--   see what breaks.
SELECT o.source, o.host_moid, o.option_key, h.name AS host_name, o.public_value
FROM host_option o
LEFT JOIN host h ON h.source = o.source AND h.moid = o.host_moid
WHERE o.option_key = 'UserVars.ESXiVPsDisabledProtocols'
  AND o.public_value IN ('', 'none', 'sslv3', 'sslv3,tlsv1', 'tlsv1')
