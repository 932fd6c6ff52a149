-- id: host-hyperthreading-warning-suppressed
-- title: A host does not warn of attacks between processor threads
-- severity: info
-- category: security
-- object: host
-- key: source, moid
-- why: Somebody hid the warning that machines could read each other's data through shared processor threads, so
--   nobody sees whether the host is protected.
-- fix: Set the option UserVars.SuppressHyperthreadWarning to 0, read the warning, and choose a scheduler or
--   accept the risk.
SELECT h.source, h.moid, h.name, o.public_value AS value
FROM host h
JOIN host_option o ON o.source = h.source AND o.host_moid = h.moid
                  AND o.option_key = 'UserVars.SuppressHyperthreadWarning'
WHERE o.public_value = '1'
