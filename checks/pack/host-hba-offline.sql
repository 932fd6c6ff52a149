-- id: host-hba-offline
-- title: A storage adapter of a host is offline
-- severity: major
-- category: storage
-- object: host_hba
-- key: source, host_moid, device
-- why: The adapter has no link or has failed, so half of the paths to the storage may be gone. One that was
--   never cabled is reported, too: accept the finding for it.
-- fix: Check cable, transceiver and switch port, then the adapter itself. Compare with the other hosts of the
--   cluster.
SELECT a.source, a.host_moid, a.device, h.name AS host_name, a.status, a.adapter_type, a.model, a.driver
FROM host_hba a
LEFT JOIN host h ON h.source = a.source AND h.moid = a.host_moid
WHERE a.status IN ('offline', 'fault')
