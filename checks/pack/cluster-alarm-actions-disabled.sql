-- id: cluster-alarm-actions-disabled
-- title: Alarms of a cluster do nothing
-- severity: minor
-- category: configuration
-- object: cluster
-- key: source, moid
-- why: Alarm actions are switched off on the cluster, usually since some maintenance: alarms there send no
--   mail and no trap.
-- fix: Enable alarm actions on the cluster again.
SELECT source, moid, name
FROM cluster
WHERE alarm_actions_enabled = 0
