-- id: scheduled-task-failed
-- title: A scheduled task ended in an error when it last ran
-- severity: minor
-- category: configuration
-- object: scheduled_task
-- key: source, moid
-- why: What somebody relies on, a snapshot before maintenance, a power-on in the morning, does not happen.
-- fix: Look at the error type, mend the task or delete it.
SELECT source, moid, name, action_method, entity_moid, last_run_at, error_type
FROM scheduled_task
WHERE state = 'error' AND enabled = 1
