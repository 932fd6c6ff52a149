-- id: vm-snapshot-old
-- title: A snapshot is older than it should be
-- severity: minor
-- category: capacity
-- object: vm
-- key: source, vm_moid, snapshot_moid
-- why: A snapshot grows with every change, slows the machine's disks, fills the datastore and makes its own
--   removal take longer. It is no backup.
-- fix: Remove the snapshot, or accept the finding until a date if the snapshot is still needed.
-- answers: vcheck 60 VM/02 Snapshot Information
-- answers: rvtools Snapshot
-- answers: readiness snapshots
-- parameter: days integer 14 days - longer than a change needs to prove itself
SELECT n.source, n.vm_moid, n.snapshot_moid, v.name AS vm_name, n.name, n.created_at,
       (seconds(s.observed_at) - seconds(n.created_at)) / 86400 AS age_days
FROM vm_snapshot n
JOIN source s ON s.source = n.source
LEFT JOIN vm v ON v.source = n.source AND v.moid = n.vm_moid
WHERE seconds(s.observed_at) - seconds(n.created_at) > :days * 86400
