-- id: datastore-space-stale
-- title: The space figures of a datastore are old
-- severity: info
-- category: capacity
-- object: datastore
-- key: source, moid
-- why: vCenter has not refreshed capacity and free space for a long time, so the datastore may be fuller than all
--   tools say, and alarms on its space are late.
-- fix: Refresh it (Actions > Refresh Capacity Information); if the time does not move, see that a connected host
--   reaches it.
-- parameter: hours integer 24 hours - vCenter refreshes about every half hour
SELECT d.source, d.moid, d.name, d.refreshed_at, (seconds(s.observed_at) - seconds(d.refreshed_at)) / 3600 AS age_hours
FROM datastore d
JOIN source s ON s.source = d.source
WHERE d.accessible = 1 AND seconds(s.observed_at) - seconds(d.refreshed_at) > :hours * 3600
