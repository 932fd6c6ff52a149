-- id: extension-unexpected
-- title: A solution that the site has not named is registered with vCenter
-- severity: minor
-- category: security
-- object: extension
-- key: source, extension_key
-- why: A registered solution runs code in the client of every administrator and often holds an account with
--   wide rights; leftovers also block upgrades.
-- fix: Unregister it if the product is gone, or add its key to those that the site expects.
-- parameter: extensions list - keys of the solutions that are to be registered, beside VMware's own
SELECT source, extension_key, company, version, last_heartbeat_at
FROM extension
WHERE product_key IS NULL AND extension_key NOT IN (SELECT value FROM json_each(:extensions))
