-- id: network-flow-collector-unexpected
-- title: A distributed switch reports its flows to an address that is not the site's
-- severity: major
-- category: security
-- object: dvswitch
-- key: source, moid
-- why: NetFlow tells who talks to whom. It goes to a collector that the site does not know.
-- fix: Find out whose address it is; correct or remove the collector (switch > Configure > NetFlow).
-- parameter: collectors list - the addresses of the site's flow collectors
SELECT source, moid, name, ipfix_collector, ipfix_collector_port
FROM dvswitch
WHERE ipfix_collector <> '' AND ipfix_collector NOT IN (SELECT value FROM json_each(:collectors))
