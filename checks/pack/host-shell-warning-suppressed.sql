-- id: host-shell-warning-suppressed
-- title: A host does not warn of an open shell
-- severity: minor
-- category: security
-- object: host
-- key: source, moid
-- why: Somebody hid the warning that the shell or SSH runs, so nobody sees that a way in is open.
-- fix: Set the option UserVars.SuppressShellWarning to 0, and stop the services.
SELECT h.source, h.moid, h.name, o.public_value AS value
FROM host h
JOIN host_option o ON o.source = h.source AND o.host_moid = h.moid
                  AND o.option_key = 'UserVars.SuppressShellWarning'
WHERE o.public_value = '1'
