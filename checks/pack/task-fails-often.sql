-- id: task-fails-often
-- title: The same task fails again and again
-- severity: info
-- category: availability
-- object: source
-- key: source, description_id
-- why: A kind of task that failed so often lately has a cause of its own, often a backup or a script whose
--   account lost a right.
-- fix: Open the recent tasks of vCenter, look at the error types, and mend the cause.
-- parameter: failures integer 10 failures - single failures are told elsewhere
SELECT t.source, t.description_id, count(*) AS failure_count, count(DISTINCT t.entity_moid) AS object_count
FROM task t
WHERE t.state = 'error' AND coalesce(t.cancelled, 0) = 0 AND t.description_id IS NOT NULL
GROUP BY t.source, t.description_id
HAVING count(*) >= :failures
