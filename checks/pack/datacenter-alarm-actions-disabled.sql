-- id: datacenter-alarm-actions-disabled
-- title: Alarms of a datacenter do nothing
-- severity: minor
-- category: configuration
-- object: datacenter
-- key: source, moid
-- why: Alarm actions are switched off on the datacenter, usually since some maintenance: alarms there send no
--   mail and no trap.
-- fix: Enable alarm actions on the datacenter again.
SELECT source, moid, name
FROM datacenter
WHERE alarm_actions_enabled = 0
