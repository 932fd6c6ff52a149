-- id: network-dvswitch-lacp-basic
-- title: A distributed switch has the old kind of link aggregation
-- severity: info
-- category: lifecycle
-- object: dvswitch
-- key: source, moid
-- why: Basic LACP knows one group for all uplinks and is gone in newer versions; an upgrade of the switch converts
--   it, which should be planned.
-- fix: Use the wizard for enhanced LACP of the switch in a maintenance window.
SELECT source, moid, name, version, lacp_version
FROM dvswitch
WHERE lacp_version = 'singleLag' AND host_count > 0
