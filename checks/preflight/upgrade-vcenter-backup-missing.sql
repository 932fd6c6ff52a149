-- id: upgrade-vcenter-backup-missing
-- title: vCenter has no recent backup
-- severity: minor
-- category: availability
-- object: appliance_version
-- key: source, version
-- why: An upgrade that fails half-way is undone by restoring a backup or a copy of the machine. No file-
--   based backup of late is known here.
-- fix: Make a file-based backup, or power vCenter off and copy it, directly before the upgrade.
-- parameter: days integer 7 days - an older backup lacks too many changes to return to
-- absence-of: appliance_backup
SELECT v.source, v.version, b.newest_seconds
FROM appliance_version v
JOIN source s ON s.source = v.source
LEFT JOIN (SELECT source, highest(seconds(ended_at)) AS newest_seconds FROM appliance_backup
           WHERE status = 'SUCCEEDED' GROUP BY source) b ON b.source = v.source
WHERE coalesce(b.newest_seconds, 0) < seconds(s.observed_at) - :days * 86400
