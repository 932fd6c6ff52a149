-- id: folder-alarm-actions-disabled
-- title: Alarms of a folder do nothing
-- severity: minor
-- category: configuration
-- object: folder
-- key: source, moid
-- why: Alarm actions are switched off on the folder, usually since some maintenance: alarms there send no
--   mail and no trap.
-- fix: Enable alarm actions on the folder again.
SELECT source, moid, name
FROM folder
WHERE alarm_actions_enabled = 0
