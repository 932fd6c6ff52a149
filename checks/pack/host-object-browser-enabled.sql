-- id: host-object-browser-enabled
-- title: The managed object browser of a host is on
-- severity: minor
-- category: security
-- object: host
-- key: source, moid
-- why: A page meant for debugging shows and changes all of the host's configuration to whoever logs in to it.
-- fix: Set the option Config.HostAgent.plugins.solo.enableMob to false.
SELECT h.source, h.moid, h.name, o.public_value AS value
FROM host h
JOIN host_option o ON o.source = h.source AND o.host_moid = h.moid
                  AND o.option_key = 'Config.HostAgent.plugins.solo.enableMob'
WHERE o.public_value IN ('true', 'TRUE', '1')
