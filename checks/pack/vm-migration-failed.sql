-- id: vm-migration-failed
-- title: A machine could not be moved
-- severity: minor
-- category: availability
-- object: source
-- key: source, task_key
-- why: What keeps a machine from moving also keeps its host from being emptied, and often is found only in
--   the night of the maintenance.
-- fix: Look at the fault type: a device of one host, a disconnected network, a missing datastore, processors
--   that differ.
-- answers: vcheck 20 Cluster/72 s-vMotion Information
SELECT t.source, t.task_key, t.entity_moid, t.entity_name, t.description_id, t.started_at, t.error_type
FROM task t
WHERE t.state = 'error' AND coalesce(t.cancelled, 0) = 0
  AND t.description_id IN ('VirtualMachine.migrate', 'VirtualMachine.relocate', 'Drm.ExecuteVMotionLRO')
