-- id: vapp-suspended
-- title: A vApp is suspended
-- severity: info
-- category: availability
-- object: vapp
-- key: source, moid
-- why: The machines of the vApp are frozen on disk. Their clocks and connections are as old as the
--   suspension.
-- fix: Resume the vApp, or shut its machines down.
SELECT source, moid, name, state
FROM vapp
WHERE suspended = 1
