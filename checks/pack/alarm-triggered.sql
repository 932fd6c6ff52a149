-- id: alarm-triggered
-- title: An alarm has triggered and nobody has acknowledged it
-- severity: major
-- category: availability
-- object: source
-- key: source, entity_moid, alarm_moid
-- why: vCenter itself has found something wrong, and no one has taken note of it yet.
-- fix: Open the object, find and remove the alarm's cause; acknowledge the alarm while you work on it.
-- answers: vcheck 60 VM/37 VM Alarms
-- answers: vcheck 30 Host/36 Host Alarms
SELECT t.source, t.entity_moid, t.alarm_moid, a.name AS alarm_name, h.name AS host_name, v.name AS vm_name,
       d.name AS datastore_name, c.name AS cluster_name, t.entity_type, t.overall_status, t.triggered_at
FROM triggered_alarm t
LEFT JOIN alarm a ON a.source = t.source AND a.moid = t.alarm_moid
LEFT JOIN host h ON h.source = t.source AND h.moid = t.entity_moid
LEFT JOIN vm v ON v.source = t.source AND v.moid = t.entity_moid
LEFT JOIN datastore d ON d.source = t.source AND d.moid = t.entity_moid
LEFT JOIN cluster c ON c.source = t.source AND c.moid = t.entity_moid
WHERE t.overall_status IN ('red', 'yellow') AND coalesce(t.acknowledged, 0) = 0
