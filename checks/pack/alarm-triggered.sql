-- id: alarm-triggered
-- title: An alarm has triggered and nobody has acknowledged it
-- severity: major
-- category: availability
-- object: source
-- key: source, entity_moid, alarm_moid
-- why: vCenter itself has found something wrong, and no one has taken note of it yet.
-- fix: Open the object, find and remove the alarm's cause; acknowledge the alarm while you work on it.
SELECT t.source, t.entity_moid, t.alarm_moid, a.name AS alarm_name, t.entity_type, t.overall_status, t.triggered_at
FROM triggered_alarm t
LEFT JOIN alarm a ON a.source = t.source AND a.moid = t.alarm_moid
WHERE t.overall_status IN ('red', 'yellow') AND coalesce(t.acknowledged, 0) = 0
