-- id: host-shell-idle-timeout-long
-- title: An idle shell session on a host is not ended
-- severity: minor
-- category: security
-- object: host
-- key: source, moid
-- why: A session that somebody left open, at the console or over SSH, is root access for whoever comes by.
-- fix: Set the option UserVars.ESXiShellInteractiveTimeOut.
-- parameter: seconds integer 900 seconds - hardening guides ask for at most a quarter of an hour
SELECT h.source, h.moid, h.name, o.public_value AS value
FROM host h
JOIN host_option o ON o.source = h.source AND o.host_moid = h.moid
                  AND o.option_key = 'UserVars.ESXiShellInteractiveTimeOut'
WHERE (o.public_value = '0' OR o.public_value + 0 > :seconds)
  AND o.value_type IN ('int', 'long')
