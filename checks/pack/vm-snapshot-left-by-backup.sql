-- id: vm-snapshot-left-by-backup
-- title: A backup program has left a snapshot behind
-- severity: major
-- category: capacity
-- object: vm_snapshot
-- key: source, vm_moid, snapshot_moid
-- why: The snapshot has the name of a backup or replication program and is older than a backup takes. The job
--   did not clean up: the snapshot grows, and the next backups of the machine may fail.
-- fix: See that no job runs for the machine, then remove the snapshot; consolidate the disks when vCenter
--   asks for it.
-- answers: vcheck 60 VM/40 VCB Garbage
-- parameter: hours integer 24 hours - longer than a backup runs
SELECT n.source, n.vm_moid, n.snapshot_moid, v.name AS vm_name, n.name, n.created_at,
       (seconds(s.observed_at) - seconds(n.created_at)) / 3600 AS age_hours
FROM vm_snapshot n
JOIN source s ON s.source = n.source
LEFT JOIN vm v ON v.source = n.source AND v.moid = n.vm_moid
WHERE n.made_for_backup = 1 AND seconds(s.observed_at) - seconds(n.created_at) > :hours * 3600
