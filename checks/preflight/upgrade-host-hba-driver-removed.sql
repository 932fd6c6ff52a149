-- id: upgrade-host-hba-driver-removed
-- title: The target has no driver like that of a storage adapter
-- severity: major
-- category: hardware
-- object: host_hba
-- key: source, host_moid, device
-- why: The driver in use is not part of the target. Unless another of the target takes the adapter over,
--   the host comes back without this storage, or not at all.
-- fix: Look the adapter up in the compatibility guide; change to the driver that follows it, or replace the
--   adapter.
-- parameter: drivers_removed list - drivers that are in use before the target and not in it
SELECT a.source, a.host_moid, a.device, h.name AS host_name, a.driver, a.model
FROM host_hba a
LEFT JOIN host h ON h.source = a.source AND h.moid = a.host_moid
WHERE a.driver IN (SELECT value FROM json_each(:drivers_removed))
