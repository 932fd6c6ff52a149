-- id: host-iscsi-without-chap
-- title: An iSCSI adapter does not prove who it is
-- severity: info
-- category: security
-- object: host_hba
-- key: source, host_moid, device
-- why: Whoever reaches the storage network and takes the host's iSCSI name can read and write its volumes.
-- fix: Require CHAP on the adapter and at the array, best in both directions; or keep the storage network
--   closed to all else and accept the finding.
SELECT a.source, a.host_moid, a.device, h.name AS host_name, a.chap, a.send_target_count, a.static_target_count
FROM host_hba a
LEFT JOIN host h ON h.source = a.source AND h.moid = a.host_moid
WHERE a.adapter_type = 'HostInternetScsiHba' AND a.chap IN ('chapProhibited', 'chapDiscouraged')
  AND (a.send_target_count > 0 OR a.static_target_count > 0)
