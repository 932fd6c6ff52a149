-- id: vm-snapshot-task-failed
-- title: Taking or removing a snapshot of a machine failed
-- severity: minor
-- category: availability
-- object: task
-- key: source, entity_moid
-- why: A backup that could not take its snapshot has no new copy; one that could not remove it leaves a delta
--   behind that grows unseen.
-- fix: Look at the task's error in vCenter, then see that the next backup succeeds and that the machine needs
--   no consolidation.
-- answers: vcheck 60 VM/85 Snapshot Activity
SELECT t.source, t.entity_moid, v.name AS vm_name, t.failed, v.consolidation_needed
FROM (SELECT source, entity_moid, count(*) AS failed
      FROM task
      WHERE state = 'error'
        AND description_id IN ('VirtualMachine.createSnapshot', 'VirtualMachine.createSnapshotEx',
                               'VirtualMachine.removeAllSnapshots', 'VirtualMachine.consolidateDisks',
                               'VirtualMachine.revertToCurrentSnapshot')
      GROUP BY source, entity_moid) t
LEFT JOIN vm v ON v.source = t.source AND v.moid = t.entity_moid
WHERE t.entity_moid IS NOT NULL
