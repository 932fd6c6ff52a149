-- id: host-shell-timeout-long
-- title: The ESXi Shell stays open without a time limit on a host
-- severity: minor
-- category: security
-- object: host
-- key: source, moid
-- why: Shell or SSH that was started for a repair stays open until somebody remembers it: one more way in for
--   days or years.
-- fix: Set the option UserVars.ESXiShellTimeOut, so that the services stop by themselves.
-- parameter: seconds integer 900 seconds - hardening guides ask for at most a quarter of an hour
SELECT h.source, h.moid, h.name, o.public_value AS value
FROM host h
JOIN host_option o ON o.source = h.source AND o.host_moid = h.moid
                  AND o.option_key = 'UserVars.ESXiShellTimeOut'
WHERE (o.public_value = '0' OR o.public_value + 0 > :seconds)
  AND o.value_type IN ('int', 'long')
