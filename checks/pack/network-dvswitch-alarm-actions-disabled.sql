-- id: network-dvswitch-alarm-actions-disabled
-- title: Alarms on a distributed switch do nothing
-- severity: minor
-- category: configuration
-- object: dvswitch
-- key: source, moid
-- why: Alarm actions are off for the switch. When uplinks are lost or hosts fall out of step, nobody is told.
-- fix: Enable alarm actions on the switch (Actions > Alarms > Enable Alarm Actions).
SELECT source, moid, name, host_count
FROM dvswitch
WHERE alarm_actions_enabled = 0
