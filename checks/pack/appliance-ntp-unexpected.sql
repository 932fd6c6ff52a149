-- id: appliance-ntp-unexpected
-- title: vCenter asks a time server that is not the site's own
-- severity: minor
-- category: configuration
-- object: appliance_ntp
-- key: source, position
-- why: The appliance asks a time server that the site has not named as its own: a leftover, a typing error,
--   or somebody else's.
-- fix: Set the time servers of the site in the management interface of the appliance.
-- parameter: servers list - the site's own time servers
SELECT source, position, server
FROM appliance_ntp
WHERE server NOT IN (SELECT value FROM json_each(:servers))
