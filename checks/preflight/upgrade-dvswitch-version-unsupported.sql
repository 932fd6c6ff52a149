-- id: upgrade-dvswitch-version-unsupported
-- title: The target does not know the version of a distributed switch
-- severity: critical
-- category: network
-- object: dvswitch
-- key: source, moid
-- why: The pre-check of the upgrade refuses distributed switches this old.
-- fix: Upgrade the switch in a maintenance window, before vCenter.
-- parameter: dvswitch_minimum integer 0 version - the oldest distributed switch that the target takes over
SELECT source, moid, name, version
FROM dvswitch
WHERE version(version) < :dvswitch_minimum
