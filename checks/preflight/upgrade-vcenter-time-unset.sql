-- id: upgrade-vcenter-time-unset
-- title: vCenter keeps its own time
-- severity: minor
-- category: configuration
-- object: appliance_time
-- key: source, mode
-- why: The old and the new appliance must agree on the time while the data move, and tokens are refused
--   when clocks differ.
-- fix: Set the time servers of vCenter, the same that the hosts use.
SELECT source, mode
FROM appliance_time
WHERE mode = 'DISABLED'
