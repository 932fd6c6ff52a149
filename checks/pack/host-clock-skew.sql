-- id: host-clock-skew
-- title: A host's clock seems to differ from vCenter's
-- severity: minor
-- category: time
-- object: host
-- key: source, moid
-- why: The host's start time plus its running time does not come to vCenter's now: the clock is wrong, or was
--   when the host started. Logs stop fitting together; logins and certificates fail by time.
-- fix: Compare the host's clock with vCenter's. Give both the same time servers; if the clocks agree,
--   restarting the host's management agents sets its start time right.
-- parameter: seconds integer 1800 seconds - vCenter learns the running time only every few minutes
SELECT h.source, h.moid, h.name, h.booted_at, h.uptime_seconds,
       seconds(h.booted_at) + h.uptime_seconds - seconds(s.observed_at) AS ahead_seconds
FROM host h
JOIN source s ON s.source = h.source
WHERE h.connection_state = 'connected' AND h.uptime_seconds > 0
  AND abs(seconds(h.booted_at) + h.uptime_seconds - seconds(s.observed_at)) > :seconds
