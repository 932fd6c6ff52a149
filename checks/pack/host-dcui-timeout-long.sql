-- id: host-dcui-timeout-long
-- title: An idle session at the console of a host is not ended
-- severity: info
-- category: security
-- object: host
-- key: source, moid
-- why: Whoever comes to the console, or opens it through the management controller, finds it logged in.
-- fix: Set the option UserVars.DcuiTimeOut.
-- parameter: seconds integer 600 seconds - the default of ESXi and of hardening guides
SELECT h.source, h.moid, h.name, o.public_value AS value
FROM host h
JOIN host_option o ON o.source = h.source AND o.host_moid = h.moid
                  AND o.option_key = 'UserVars.DcuiTimeOut'
WHERE (o.public_value = '0' OR o.public_value + 0 > :seconds)
  AND o.value_type IN ('int', 'long')
