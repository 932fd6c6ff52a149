-- id: network-dvswitch-configuration-issue
-- title: vCenter shows a configuration issue on a distributed switch
-- severity: minor
-- category: configuration
-- object: dvswitch
-- key: source, moid
-- why: vCenter itself found something wrong with the switch: a host out of step, an upgrade that did not end, a
--   port in conflict.
-- fix: Open the switch's Monitor > All Issues page and follow what it says.
SELECT source, moid, name, config_status, config_issue_count
FROM dvswitch
WHERE config_issue_count > 0
