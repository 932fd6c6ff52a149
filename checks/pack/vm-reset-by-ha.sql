-- id: vm-reset-by-ha
-- title: HA reset a machine that no longer gave a sign of life
-- severity: info
-- category: availability
-- object: source
-- key: source, event_key
-- why: The guest stopped sending heartbeats and did no more input or output: its operating system crashed or
--   hung.
-- fix: Look at the screenshot that HA keeps beside the machine, and at the logs of the guest.
-- parameter: days integer 5 days - what a week of looking now and then covers
-- answers: vcheck 60 VM/14 VMs restarted due to Guest OS Error
SELECT e.source, e.event_key, e.kind, e.created_at, e.vm_moid, e.vm_name, e.host_name, e.user_name,
       e.reason_code
FROM event e
JOIN source s ON s.source = e.source
WHERE e.kind IN ('VmDasBeingResetEvent', 'VmDasBeingResetWithScreenshotEvent')
  AND seconds(s.observed_at) - seconds(e.created_at) <= :days * 86400
