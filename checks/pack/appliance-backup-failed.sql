-- id: appliance-backup-failed
-- title: A backup of vCenter failed and none has succeeded since
-- severity: major
-- category: availability
-- object: appliance_backup
-- key: source, job_id
-- why: The newest backup of the appliance is not there.
-- fix: Look at the messages of the job: location, credentials, free space. Run a backup by hand.
-- absence-of: appliance_backup
SELECT j.source, j.job_id, j.type, j.started_at, j.ended_at
FROM appliance_backup j
LEFT JOIN (SELECT source, highest(seconds(started_at)) AS last_success
           FROM appliance_backup
           WHERE status = 'SUCCEEDED'
           GROUP BY source) o ON o.source = j.source
WHERE j.status = 'FAILED' AND seconds(j.started_at) > coalesce(o.last_success, 0)
