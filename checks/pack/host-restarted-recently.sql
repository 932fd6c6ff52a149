-- id: host-restarted-recently
-- title: A host has started a short while ago
-- severity: info
-- category: availability
-- object: host
-- key: source, moid
-- why: If nobody planned the restart, the host failed: a crash, a loss of power or a hang that was ended by
--   hand. What brought it down once may do so again.
-- fix: Compare with planned work. If there was none, look for a core dump, at the hardware's log and at the
--   last lines of the log before the start.
-- parameter: hours integer 24 hours - somebody looks at least once a day
SELECT h.source, h.moid, h.name, h.booted_at, h.connection_state
FROM host h
JOIN source s ON s.source = h.source
WHERE seconds(s.observed_at) - seconds(h.booted_at) < :hours * 3600
