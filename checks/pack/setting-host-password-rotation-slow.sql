-- id: setting-host-password-rotation-slow
-- title: vCenter rarely changes the passwords it uses on hosts
-- severity: minor
-- category: security
-- object: setting
-- key: source, option_key
-- why: vCenter logs in to hosts as vpxuser with a password that it changes by itself; the longer it stays,
--   the longer a stolen one is good.
-- fix: Set VirtualCenter.VimPasswordExpirationInDays to 30.
-- parameter: days integer 30 days - what vCenter comes with
SELECT source, option_key, public_value
FROM setting
WHERE option_key = 'VirtualCenter.VimPasswordExpirationInDays' AND (public_value + 0 > :days OR public_value + 0 < 1)
