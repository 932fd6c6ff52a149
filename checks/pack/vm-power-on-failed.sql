-- id: vm-power-on-failed
-- title: A machine could not be powered on
-- severity: minor
-- category: availability
-- object: source
-- key: source, event_key
-- why: Somebody, DRS or HA tried to start the machine and could not.
-- fix: Look at the fault type: no resources left, a file that is locked or missing, a host without the
--   network.
-- parameter: days integer 1 days - what happened since yesterday
SELECT e.source, e.event_key, e.kind, e.created_at, e.vm_moid, e.vm_name, e.host_name, e.user_name,
       e.fault_type
FROM event e
JOIN source s ON s.source = e.source
WHERE e.kind = 'VmFailedToPowerOnEvent'
  AND seconds(s.observed_at) - seconds(e.created_at) <= :days * 86400
