-- id: upgrade-license-version-old
-- title: A licence in use is of a product before the target
-- severity: minor
-- category: licensing
-- object: license
-- key: source, license_key
-- why: Keys are made for a major version. Without new ones, what is upgraded runs in its evaluation and
--   stops connecting hosts when that ends.
-- fix: Get keys or a subscription for the target before the upgrade.
-- parameter: license_version integer 0 version - the major version that licences must be made for
SELECT source, license_key, license_name, product_version, used_count
FROM license
WHERE used_count > 0 AND edition_key <> 'eval' AND version(product_version) < :license_version
