-- id: vm-suspended
-- title: A machine is suspended
-- severity: minor
-- category: availability
-- object: vm
-- key: source, moid
-- why: A suspended machine serves nobody, keeps a file as large as its memory, and holds a state that ages:
--   passwords, leases and domain trust run out. It may not resume on newer hosts.
-- fix: Resume it and shut it down in order, or delete it.
-- answers: readiness suspended VMs
-- parameter: days integer 0 days - how long a machine may stay suspended; of unknown times all count as long
SELECT v.source, v.moid, v.name, v.suspended_at, (seconds(s.observed_at) - seconds(v.suspended_at)) / 86400 AS days
FROM vm v
JOIN source s ON s.source = v.source
WHERE v.power_state = 'suspended'
  AND (v.suspended_at IS NULL OR seconds(s.observed_at) - seconds(v.suspended_at) >= :days * 86400)
