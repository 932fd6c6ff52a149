-- id: vm-snapshot-activity-high
-- title: Snapshots of a machine are taken and removed very often
-- severity: info
-- category: performance
-- object: task
-- key: source, entity_moid
-- why: Each removal stuns the machine for a moment and adds writes to its disks. More than one an hour is
--   seldom a backup plan; more often a job that fails and tries again.
-- fix: Find who starts the tasks, and space the jobs out or mend them.
-- answers: vcheck 60 VM/85 Snapshot Activity
-- parameter: count integer 48 tasks - one taken and one removed each hour, over the day of tasks that is read
SELECT t.source, t.entity_moid, v.name AS vm_name, t.tasks
FROM (SELECT source, entity_moid, count(*) AS tasks
      FROM task
      WHERE description_id IN ('VirtualMachine.createSnapshot', 'VirtualMachine.createSnapshotEx',
                               'VirtualMachine.removeAllSnapshots', 'VirtualMachine.revertToCurrentSnapshot')
      GROUP BY source, entity_moid
      HAVING count(*) > :count) t
LEFT JOIN vm v ON v.source = t.source AND v.moid = t.entity_moid
WHERE t.entity_moid IS NOT NULL
