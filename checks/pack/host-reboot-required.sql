-- id: host-reboot-required
-- title: A host waits for a restart
-- severity: minor
-- category: lifecycle
-- object: host
-- key: source, moid
-- why: A change or an update was made that takes effect only after a restart. Until then the host does not
--   run what its configuration says.
-- fix: Put the host into maintenance mode and restart it.
-- answers: vcheck 30 Host/57 Hosts with reboot required
SELECT source, moid, name, booted_at
FROM host
WHERE reboot_required = 1
