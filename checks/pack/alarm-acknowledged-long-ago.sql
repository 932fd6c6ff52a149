-- id: alarm-acknowledged-long-ago
-- title: An alarm was acknowledged long ago and still stands
-- severity: minor
-- category: availability
-- object: source
-- key: source, entity_moid, alarm_moid
-- why: Somebody has taken note of the alarm, and since then it is out of sight while its cause remains.
-- fix: Remove the cause, or change the alarm if it is none.
-- parameter: days integer 30 days - time enough to mend the cause
SELECT t.source, t.entity_moid, t.alarm_moid, a.name AS alarm_name, t.entity_type, t.overall_status,
       t.acknowledged_by, t.acknowledged_at
FROM triggered_alarm t
JOIN source s ON s.source = t.source
LEFT JOIN alarm a ON a.source = t.source AND a.moid = t.alarm_moid
WHERE t.acknowledged = 1 AND t.overall_status IN ('red', 'yellow')
  AND seconds(s.observed_at) - seconds(t.acknowledged_at) > :days * 86400
