-- id: appliance-update-check-old
-- title: vCenter has not looked for updates for long
-- severity: info
-- category: lifecycle
-- object: appliance_update_state
-- key: source
-- why: Whether security updates are missing is not known.
-- fix: Let the appliance look for updates daily, or mount the update image where it has no way out.
-- parameter: days integer 30 days - security updates come about monthly
SELECT u.source, u.state, u.checked_at, (seconds(s.observed_at) - seconds(u.checked_at)) / 86400 AS days
FROM appliance_update_state u
JOIN source s ON s.source = u.source
WHERE seconds(s.observed_at) - seconds(u.checked_at) > :days * 86400
