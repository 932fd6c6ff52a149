-- id: vm-migration-slow
-- title: Moving a machine took very long
-- severity: info
-- category: performance
-- object: source
-- key: source, task_key
-- why: While a machine moves, its disks and memory are read and written twice. A slow move says that the
--   network or storage for it is too small.
-- fix: Look at the speed of the vMotion network and at the latency of both datastores at that time.
-- parameter: minutes integer 120 minutes - even large disks move within two hours on a network of 10 Gbit/s
-- answers: vcheck 20 Cluster/72 s-vMotion Information
SELECT t.source, t.task_key, t.entity_name, t.description_id, t.state, t.started_at, t.completed_at,
       (seconds(t.completed_at) - seconds(t.started_at)) / 60 AS minutes
FROM task t
WHERE t.description_id IN ('VirtualMachine.migrate', 'VirtualMachine.relocate', 'Drm.ExecuteVMotionLRO')
  AND seconds(t.completed_at) - seconds(t.started_at) > :minutes * 60
