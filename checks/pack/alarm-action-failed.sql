-- id: alarm-action-failed
-- title: An alarm could not do what it is to do
-- severity: minor
-- category: configuration
-- object: source
-- key: source, event_key
-- why: A mail, a trap or a script of an alarm failed, so nobody was told.
-- fix: Check the mail and trap settings of vCenter and the address in the alarm.
-- parameter: days integer 5 days - what a week of looking now and then covers
SELECT e.source, e.event_key, e.kind, e.created_at, e.vm_moid, e.vm_name, e.host_name, e.user_name,
       e.alarm_name
FROM event e
JOIN source s ON s.source = e.source
WHERE e.kind IN ('AlarmEmailFailedEvent', 'AlarmSnmpFailedEvent', 'AlarmScriptFailedEvent')
  AND seconds(s.observed_at) - seconds(e.created_at) <= :days * 86400
