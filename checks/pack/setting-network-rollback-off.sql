-- id: setting-network-rollback-off
-- title: vCenter does not undo network changes that cut off a host
-- severity: minor
-- category: network
-- object: setting
-- key: source, option_key
-- why: A wrong change to a distributed switch cuts hosts off until somebody mends them at the console.
-- fix: Set config.vpxd.network.rollback to true.
SELECT source, option_key, public_value
FROM setting
WHERE option_key = 'config.vpxd.network.rollback' AND public_value = 'false'
