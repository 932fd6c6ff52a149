-- id: vm-alarm-actions-disabled
-- title: Alarms on a machine do nothing
-- severity: minor
-- category: configuration
-- object: vm
-- key: source, moid
-- why: Somebody switched alarm actions off for this machine, mostly for a maintenance. Nobody is told when
--   something happens to it.
-- fix: Enable alarm actions on the machine.
SELECT source, moid, name, alarm_actions_enabled
FROM vm
WHERE alarm_actions_enabled = 0
