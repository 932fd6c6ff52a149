-- id: vm-time-sync-with-host
-- title: A guest takes its time from its host all the time
-- severity: info
-- category: configuration
-- object: vm
-- key: source, moid
-- why: Two things set the guest's clock when it also runs NTP or belongs to a domain, and they pull against
--   each other. If the host's clock is wrong, so are all such guests.
-- fix: Let the guest use NTP or its domain, and switch periodic time synchronization off in the machine's
--   Tools settings.
SELECT source, moid, name, running_guest_family
FROM vm
WHERE time_sync_with_host = 1
