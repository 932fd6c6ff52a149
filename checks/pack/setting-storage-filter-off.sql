-- id: setting-storage-filter-off
-- title: A filter that protects disks in use is switched off
-- severity: major
-- category: storage
-- object: setting
-- key: source, option_key
-- why: vCenter offers disks that already hold a datastore or a raw disk of a machine for formatting. One
--   wrong click destroys it.
-- fix: Remove the setting or set it to true once the special work it was made for is done.
SELECT source, option_key, public_value
FROM setting
WHERE option_key = 'config.vpxd.filter.vmfsFilter' AND public_value = 'false'
