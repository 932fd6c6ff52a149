-- id: upgrade-host-nic-driver-removed
-- title: The target has no driver like that of a network adapter
-- severity: major
-- category: hardware
-- object: host_nic
-- key: source, host_moid, device
-- why: The driver in use is not part of the target. Unless another of the target takes the adapter over,
--   the host comes back without this network.
-- fix: Look the adapter up in the compatibility guide; change to the driver that follows it, or replace the
--   adapter.
-- parameter: drivers_removed list - drivers that are in use before the target and not in it
SELECT n.source, n.host_moid, n.device, h.name AS host_name, n.driver
FROM host_nic n
LEFT JOIN host h ON h.source = n.source AND h.moid = n.host_moid
WHERE n.driver IN (SELECT value FROM json_each(:drivers_removed))
