-- id: vm-powered-off-long
-- title: A machine has been powered off for long
-- severity: info
-- category: lifecycle
-- object: vm
-- key: source, moid
-- why: Its disks take space, it misses updates, and passwords, certificates and domain trust run out. Its
--   log, which is written whenever it runs, tells since when. The files of datastores are read on request
--   only.
-- fix: Archive and delete the machine if nobody needs it; else start it, update it and note who owns it.
-- answers: vcheck 60 VM/60 Powered Off VMs
-- parameter: days integer 30 days - a machine that is needed runs once a month
SELECT v.source, v.moid, v.name, (seconds(s.observed_at) - l.written) / 86400 AS days, v.committed_bytes
FROM (SELECT f.source, f.vm_moid, highest(seconds(d.modified_at)) AS written
      FROM vm_file f
      JOIN datastore_file d ON d.source = f.source AND d.path = f.name
      WHERE f.type = 'log'
      GROUP BY f.source, f.vm_moid) l
JOIN vm v ON v.source = l.source AND v.moid = l.vm_moid
JOIN source s ON s.source = v.source
WHERE v.power_state = 'poweredOff' AND coalesce(v.template, 0) = 0 AND coalesce(v.srm_placeholder, 0) = 0
  AND seconds(s.observed_at) - l.written > :days * 86400
