-- id: host-iscsi-single-portal
-- title: An iSCSI adapter knows a single portal
-- severity: minor
-- category: storage
-- object: host_hba
-- key: source, host_moid, device
-- why: With one address of the array, discovery and login fail when that port or its controller is down, for
--   example while the host starts during an update of the array.
-- fix: Enter a second address of the array, of its other controller, as a target to be asked.
SELECT a.source, a.host_moid, a.device, h.name AS host_name, a.send_target_count, a.static_target_count
FROM host_hba a
LEFT JOIN host h ON h.source = a.source AND h.moid = a.host_moid
WHERE a.adapter_type = 'HostInternetScsiHba' AND a.send_target_count + a.static_target_count = 1
