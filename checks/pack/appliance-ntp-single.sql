-- id: appliance-ntp-single
-- title: vCenter has only one time server
-- severity: info
-- category: configuration
-- object: appliance_time
-- key: source
-- why: When that server fails or is wrong, nothing tells and nothing steps in.
-- fix: Add more time servers in the management interface of the appliance; four let it find one that is
--   wrong.
-- parameter: servers integer 2 servers - one may fail
SELECT t.source, count(n.position) AS server_count
FROM appliance_time t
JOIN appliance_ntp n ON n.source = t.source
WHERE t.mode = 'NTP'
GROUP BY t.source
HAVING count(n.position) < :servers
