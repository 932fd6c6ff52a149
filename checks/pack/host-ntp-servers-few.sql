-- id: host-ntp-servers-few
-- title: A host has a single time server
-- severity: minor
-- category: time
-- object: host
-- key: source, moid
-- why: When the server fails the clock drifts, and when its time is wrong the host follows it: with one server
--   nothing tells right from wrong.
-- fix: Enter three or four time servers that do not depend on each other, the same on every host and on
--   vCenter.
-- parameter: servers integer 2 servers - one may fail; four let the service outvote a wrong one
SELECT source, moid, name, ntp_server_count
FROM host
WHERE ntp_server_count > 0 AND ntp_server_count < :servers
