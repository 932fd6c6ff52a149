-- id: appliance-dns-single
-- title: vCenter has only one name server
-- severity: minor
-- category: configuration
-- object: appliance_dns
-- key: source
-- why: When that server is down, vCenter finds neither hosts nor directory, and logins hang.
-- fix: Add a second name server in the management interface of the appliance.
-- parameter: servers integer 2 servers - one may fail
SELECT source, count(*) AS server_count
FROM appliance_dns
GROUP BY source
HAVING count(*) < :servers
