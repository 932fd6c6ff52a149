-- id: setting-object-browser-enabled
-- title: The object browser of vCenter is enabled
-- severity: minor
-- category: security
-- object: setting
-- key: source, option_key
-- why: The managed object browser shows and changes everything by hand, made for developers; attackers use it
--   to look around.
-- fix: Set config.vpxd.enableDebugBrowse to false.
SELECT source, option_key, public_value
FROM setting
WHERE option_key = 'config.vpxd.enableDebugBrowse' AND public_value = 'true'
