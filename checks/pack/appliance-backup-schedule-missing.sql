-- id: appliance-backup-schedule-missing
-- title: No backup of vCenter is scheduled
-- severity: minor
-- category: availability
-- object: appliance_version
-- key: source, vcenter
-- why: The appliance makes no backup of itself. A copy of its whole machine restores it only if it was taken
--   with care, and never into another version.
-- fix: Set a backup schedule in the management interface of the appliance, or accept the finding if it is
--   backed up otherwise.
-- absence-of: appliance_backup_schedule
SELECT v.source, v.source AS vcenter, v.version
FROM appliance_version v
WHERE NOT EXISTS (SELECT 1 FROM appliance_backup_schedule b WHERE b.source = v.source AND coalesce(b.enabled, 1) = 1)
