-- id: appliance-update-waiting
-- title: An update for vCenter waits
-- severity: minor
-- category: lifecycle
-- object: appliance_update_state
-- key: source, version
-- why: Faults that are already mended can still happen here, and support asks for a current version first.
-- fix: Back up the appliance, then install the update from its management interface.
-- parameter: days integer 90 days - once a quarter is what most sites can plan
SELECT u.source, u.version, u.type, u.severity, u.released_at, u.reboot_required,
       (seconds(s.observed_at) - seconds(u.released_at)) / 86400 AS days_since_release
FROM appliance_update u
JOIN source s ON s.source = u.source
JOIN appliance_update_state a ON a.source = u.source
WHERE u.type IN ('FIX', 'UPDATE') AND u.severity <> 'CRITICAL' AND a.state <> 'UP_TO_DATE'
  AND seconds(s.observed_at) - seconds(u.released_at) > :days * 86400
