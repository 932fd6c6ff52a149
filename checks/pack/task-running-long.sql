-- id: task-running-long
-- title: A task of vCenter has been running for very long
-- severity: minor
-- category: availability
-- object: source
-- key: source, task_key
-- why: A task that hangs keeps its machine locked: no backup, no move, no change until it ends.
-- fix: Look whether it still makes progress; cancel it, and restart the management agents of the host if it
--   does not end.
-- parameter: hours integer 12 hours - moving the largest machines takes less
SELECT t.source, t.task_key, t.description_id, t.entity_moid, t.entity_name, t.started_at, t.progress_percent,
       (seconds(s.observed_at) - seconds(t.started_at)) / 3600 AS hours
FROM task t
JOIN source s ON s.source = t.source
WHERE t.state = 'running' AND seconds(s.observed_at) - seconds(t.started_at) > :hours * 3600
