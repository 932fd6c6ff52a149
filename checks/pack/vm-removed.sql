-- id: vm-removed
-- title: A machine was removed from the inventory
-- severity: info
-- category: lifecycle
-- object: source
-- key: source, event_key
-- why: It was deleted or only taken out of the inventory; in that case its files still take space.
-- fix: Compare with what was to be removed.
-- parameter: days integer 5 days - what a week of looking now and then covers
-- answers: vcheck 60 VM/10 Removed VMs
SELECT e.source, e.event_key, e.kind, e.created_at, e.vm_moid, e.vm_name, e.host_name, e.user_name
FROM event e
JOIN source s ON s.source = e.source
WHERE e.kind = 'VmRemovedEvent'
  AND seconds(s.observed_at) - seconds(e.created_at) <= :days * 86400
