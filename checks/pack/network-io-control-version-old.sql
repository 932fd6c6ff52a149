-- id: network-io-control-version-old
-- title: A distributed switch has version 2 of network I/O control
-- severity: info
-- category: lifecycle
-- object: dvswitch
-- key: source, moid
-- why: Version 2 cannot reserve bandwidth for machines, and newer versions of the switch do not know it.
-- fix: Upgrade it to version 3 together with the switch, in a maintenance window.
SELECT source, moid, name, version, io_control_version, host_count
FROM dvswitch
WHERE io_control_version = 'version2' AND host_count > 0
