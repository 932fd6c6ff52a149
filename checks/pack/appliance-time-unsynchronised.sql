-- id: appliance-time-unsynchronised
-- title: The clock of vCenter follows nothing
-- severity: major
-- category: configuration
-- object: appliance_time
-- key: source, vcenter
-- why: The clock drifts away from that of hosts and directories. Beyond minutes logins fail, since tokens are
--   valid for a time only, and events cannot be compared.
-- fix: Set time servers in the management interface of the appliance, the same as those of the hosts.
-- absence-of: appliance_ntp
SELECT t.source, t.source AS vcenter, t.mode
FROM appliance_time t
WHERE t.mode = 'DISABLED'
   OR t.mode = 'NTP' AND NOT EXISTS (SELECT 1 FROM appliance_ntp n WHERE n.source = t.source)
