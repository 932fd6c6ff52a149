-- id: host-apd-timeout-changed
-- title: A host waits unusually long or short for storage that is gone
-- severity: minor
-- category: storage
-- object: host
-- key: source, moid
-- why: Too short, and the restart of an array controller makes machines fail; too long, and HA answers late.
-- fix: Set the option Misc.APDTimeout to its default, unless the array's maker asks for another value, and the
--   same on all hosts.
-- parameter: seconds integer 140 seconds - the default of ESXi, which HA counts on
SELECT h.source, h.moid, h.name, o.public_value AS value
FROM host h
JOIN host_option o ON o.source = h.source AND o.host_moid = h.moid
                  AND o.option_key = 'Misc.APDTimeout'
WHERE o.public_value + 0 <> :seconds
  AND o.value_type IN ('int', 'long')
