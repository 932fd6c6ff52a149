-- id: host-uplink-down
-- title: A physical network adapter has no link
-- severity: major
-- category: availability
-- object: host_nic
-- key: source, host_moid, device
-- why: The adapter sees no link. If a switch uses it as uplink, redundancy or connection is lost. An adapter
--   that was never cabled is reported, too: accept the finding for it.
-- fix: Check cable, transceiver and switch port. Compare with the other hosts of the cluster to see whether
--   the adapter should be in use.
-- answers: vcheck 30 Host/74 Network Redundancy lost
SELECT n.source, n.host_moid, n.device, h.name AS host_name, n.driver
FROM host_nic n
LEFT JOIN host h ON h.source = n.source AND h.moid = n.host_moid
WHERE n.link_up = 0
