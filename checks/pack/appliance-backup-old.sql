-- id: appliance-backup-old
-- title: vCenter has no recent backup of its own
-- severity: major
-- category: availability
-- object: appliance_backup_schedule
-- key: source, vcenter
-- why: Backups are scheduled, and yet none has succeeded for so many days. If the appliance is lost, so is
--   what was changed since.
-- fix: Look at the backup jobs in the management interface: location, credentials, free space there. Run one
--   by hand.
-- parameter: days integer 7 days - a weekly backup is the least; a healthy schedule is daily
-- absence-of: appliance_backup
SELECT b.source, b.source AS vcenter, b.started_count, b.succeeded_count, (seconds(s.observed_at) -
       b.last_success) / 86400 AS days_since_success
FROM source s
JOIN (SELECT c.source, count(j.job_id) AS started_count, count(iif(j.status = 'SUCCEEDED', 1, NULL)) AS succeeded_count,
             highest(iif(j.status = 'SUCCEEDED', seconds(j.started_at), NULL)) AS last_success
      FROM (SELECT source FROM appliance_backup_schedule WHERE enabled = 1 GROUP BY source) c
      LEFT JOIN appliance_backup j ON j.source = c.source
      GROUP BY c.source) b ON b.source = s.source
WHERE b.last_success IS NULL OR seconds(s.observed_at) - b.last_success > :days * 86400
