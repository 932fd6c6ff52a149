-- id: upgrade-nsx-v-registered
-- title: NSX Data Center for vSphere is registered
-- severity: critical
-- category: network
-- object: extension
-- key: source, product_key
-- why: NSX-V ended, and the target does not work with it: its kernel modules do not load on upgraded hosts.
-- fix: Migrate to NSX, or remove NSX-V and its registration, before the upgrade.
SELECT source, product_key, version
FROM extension
WHERE product_key = 'com.vmware.vShieldManager'
