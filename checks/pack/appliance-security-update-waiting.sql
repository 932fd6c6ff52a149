-- id: appliance-security-update-waiting
-- title: A security update for vCenter waits
-- severity: major
-- category: security
-- object: appliance_update_state
-- key: source, version
-- why: vCenter holds the keys to everything, and what the update mends is known to attackers since its
--   release.
-- fix: Back up the appliance, then install the update from its management interface.
-- parameter: days integer 14 days - two weeks are enough to test and to find a window
SELECT u.source, u.version, u.type, u.severity, u.released_at, u.reboot_required,
       (seconds(s.observed_at) - seconds(u.released_at)) / 86400 AS days_since_release
FROM appliance_update u
JOIN source s ON s.source = u.source
JOIN appliance_update_state a ON a.source = u.source
WHERE (u.type = 'SECURITY' OR u.severity = 'CRITICAL') AND a.state <> 'UP_TO_DATE'
  AND seconds(s.observed_at) - seconds(u.released_at) > :days * 86400
