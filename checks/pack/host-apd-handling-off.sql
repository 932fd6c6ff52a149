-- id: host-apd-handling-off
-- title: A host does not handle storage that is gone
-- severity: major
-- category: storage
-- object: host
-- key: source, moid
-- why: When all paths to a device are down the host tries for ever: its agents hang, and HA cannot bring
--   machines back elsewhere.
-- fix: Set the option Misc.APDHandlingEnable to 1.
SELECT h.source, h.moid, h.name, o.public_value AS value
FROM host h
JOIN host_option o ON o.source = h.source AND o.host_moid = h.moid
                  AND o.option_key = 'Misc.APDHandlingEnable'
WHERE o.public_value = '0'
