-- id: host-crash-restarts
-- title: A host restarts by itself after a crash
-- severity: info
-- category: availability
-- object: host
-- key: source, moid
-- why: After a purple screen the host comes back before anybody has seen it, and HA machines move back onto
--   hardware that may be broken.
-- fix: Set the option Misc.BlueScreenTimeout to 0, unless a restart is wanted and core dumps are kept.
SELECT h.source, h.moid, h.name, o.public_value AS value
FROM host h
JOIN host_option o ON o.source = h.source AND o.host_moid = h.moid
                  AND o.option_key = 'Misc.BlueScreenTimeout'
WHERE o.public_value + 0 > 0
  AND o.value_type IN ('int', 'long')
