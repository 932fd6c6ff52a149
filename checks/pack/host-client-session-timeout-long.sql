-- id: host-client-session-timeout-long
-- title: An idle session of the host client is not ended
-- severity: info
-- category: security
-- object: host
-- key: source, moid
-- why: A browser that was left open stays logged in to the host, past vCenter.
-- fix: Set the option UserVars.HostClientSessionTimeout.
-- parameter: seconds integer 900 seconds - the default of ESXi and of hardening guides
SELECT h.source, h.moid, h.name, o.public_value AS value
FROM host h
JOIN host_option o ON o.source = h.source AND o.host_moid = h.moid
                  AND o.option_key = 'UserVars.HostClientSessionTimeout'
WHERE (o.public_value = '0' OR o.public_value + 0 > :seconds)
  AND o.value_type IN ('int', 'long')
