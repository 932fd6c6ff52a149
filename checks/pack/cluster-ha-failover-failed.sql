-- id: cluster-ha-failover-failed
-- title: HA could not restart a machine
-- severity: major
-- category: availability
-- object: source
-- key: source, event_key
-- why: A host failed, and this machine stayed down: no room, a locked file, or storage that other hosts do
--   not see.
-- fix: Power the machine on by hand; look at the fault type and mend it before the next failure.
-- parameter: days integer 5 days - what a week of looking now and then covers
SELECT e.source, e.event_key, e.kind, e.created_at, e.vm_moid, e.vm_name, e.host_name, e.user_name,
       e.fault_type
FROM event e
JOIN source s ON s.source = e.source
WHERE e.kind IN ('VmFailoverFailed', 'VmMaxRestartCountReached')
  AND seconds(s.observed_at) - seconds(e.created_at) <= :days * 86400
