-- id: vm-reset
-- title: A machine was reset
-- severity: info
-- category: availability
-- object: source
-- key: source, event_key
-- why: A reset is a power failure for the guest: what it had not written is lost.
-- fix: Ask who reset it and why; use a restart of the guest instead where it still answers.
-- parameter: days integer 1 days - what happened since yesterday
-- answers: vcheck 60 VM/78 Reset VMs
SELECT e.source, e.event_key, e.kind, e.created_at, e.vm_moid, e.vm_name, e.host_name, e.user_name
FROM event e
JOIN source s ON s.source = e.source
WHERE e.kind = 'VmResettingEvent'
  AND seconds(s.observed_at) - seconds(e.created_at) <= :days * 86400
