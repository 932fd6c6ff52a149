-- id: session-stale
-- title: A session at vCenter has been left open
-- severity: minor
-- category: security
-- object: session
-- key: source, session_index
-- why: Whoever finds the client or steals the cookie acts as that user; many such sessions slow vCenter and
--   end at its limit.
-- fix: End the session under Administration, Sessions; let scripts log out, and shorten the idle time-out.
-- parameter: hours integer 48 hours - nobody works longer than two days at a stretch
-- parameter: idle_minutes integer 10 minutes - who has just clicked is still there
-- answers: vcheck 10 vCenter/47 vCenter Session Age
SELECT n.source, n.session_index, n.user_name, n.client, n.address, n.logged_in_at, n.last_active_at,
       (seconds(s.observed_at) - seconds(n.logged_in_at)) / 3600 AS hours_open
FROM session n
JOIN source s ON s.source = n.source
WHERE n.by_extension = 0 AND seconds(s.observed_at) - seconds(n.logged_in_at) > :hours * 3600
  AND seconds(s.observed_at) - seconds(n.last_active_at) >= :idle_minutes * 60
