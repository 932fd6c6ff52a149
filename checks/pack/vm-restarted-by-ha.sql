-- id: vm-restarted-by-ha
-- title: HA restarted a machine
-- severity: info
-- category: availability
-- object: source
-- key: source, event_key
-- why: A host, its storage or its network failed, and the machine was down for minutes.
-- fix: Find out why the host failed; check that the application in the machine is whole.
-- parameter: days integer 5 days - what a week of looking now and then covers
-- answers: vcheck 20 Cluster/15 HA VMs restarted
SELECT e.source, e.event_key, e.kind, e.created_at, e.vm_moid, e.vm_name, e.host_name, e.user_name
FROM event e
JOIN source s ON s.source = e.source
WHERE e.kind = 'com.vmware.vc.ha.VmRestartedByHAEvent'
  AND seconds(s.observed_at) - seconds(e.created_at) <= :days * 86400
