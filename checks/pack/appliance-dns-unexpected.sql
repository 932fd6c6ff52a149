-- id: appliance-dns-unexpected
-- title: vCenter asks a name server that is not the site's own
-- severity: minor
-- category: configuration
-- object: appliance_dns
-- key: source, position
-- why: The appliance asks a name server that the site has not named as its own: a leftover, a typing error,
--   or somebody else's.
-- fix: Set the name servers of the site in the management interface of the appliance.
-- parameter: servers list - the site's own name servers
SELECT source, position, server
FROM appliance_dns
WHERE server NOT IN (SELECT value FROM json_each(:servers))
