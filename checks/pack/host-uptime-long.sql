-- id: host-uptime-long
-- title: A host has not been restarted for very long
-- severity: minor
-- category: lifecycle
-- object: host
-- key: source, moid
-- why: Patches of ESXi take effect with a restart, so the host runs old code. Nobody knows either whether it
--   still starts: disks, firmware and changed settings show only then.
-- fix: Update the host, or restart it at least, from maintenance mode and one host at a time.
-- parameter: days integer 365 days - a year without any patch that needs a restart
SELECT h.source, h.moid, h.name, h.booted_at, h.version, h.build,
       (seconds(s.observed_at) - seconds(h.booted_at)) / 86400 AS days_up
FROM host h
JOIN source s ON s.source = h.source
WHERE seconds(s.observed_at) - seconds(h.booted_at) > :days * 86400
