-- id: setting-file-copy-unencrypted
-- title: vCenter copies files between hosts in the clear
-- severity: minor
-- category: security
-- object: setting
-- key: source, option_key
-- why: Disks of machines that are cloned or moved while off cross the management network readable for
--   everybody on it.
-- fix: Set config.nfc.useSSL to true.
SELECT source, option_key, public_value
FROM setting
WHERE option_key = 'config.nfc.useSSL' AND public_value = 'false'
