-- id: setting-certificate-mode-thumbprint
-- title: vCenter does not verify the certificates of hosts
-- severity: minor
-- category: security
-- object: setting
-- key: source, option_key
-- why: In thumbprint mode a host is trusted by the fingerprint that was seen first. Certificates are neither
--   issued nor renewed.
-- fix: Set vpxd.certmgmt.mode to vmca, or to custom for certificates of your own authority, and renew those
--   of the hosts.
SELECT source, option_key, public_value
FROM setting
WHERE option_key IN ('vpxd.certmgmt.mode', 'config.vpxd.certmgmt.mode') AND public_value = 'thumbprint'
