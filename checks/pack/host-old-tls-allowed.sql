-- id: host-old-tls-allowed
-- title: A host accepts outdated versions of TLS
-- severity: minor
-- category: security
-- object: host
-- key: source, moid
-- why: TLS 1.0 and 1.1 have known weaknesses, and a connection to the host can be made to fall back to them.
-- fix: Set the option UserVars.ESXiVPsDisabledProtocols to sslv3,tlsv1,tlsv1.1 and restart the host, after what
--   connects to it can do better.
SELECT h.source, h.moid, h.name, o.public_value AS value
FROM host h
JOIN host_option o ON o.source = h.source AND o.host_moid = h.moid
                  AND o.option_key = 'UserVars.ESXiVPsDisabledProtocols'
WHERE o.public_value IN ('none', 'sslv3', 'sslv3,tlsv1', 'sslv3,tlsv1.1', 'tlsv1', 'tlsv1.1')
