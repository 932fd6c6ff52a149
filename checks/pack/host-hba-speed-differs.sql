-- id: host-hba-speed-differs
-- title: Fibre Channel adapters of a host run at different speeds
-- severity: minor
-- category: storage
-- object: host
-- key: source, moid
-- why: A link that negotiated down, for a bad transceiver or cable, makes half of the paths slow, and round
--   robin uses them all the same.
-- fix: Check the slower adapter's transceiver, cable and switch port.
SELECT h.source, h.moid, h.name, lowest(a.link_speed_bps) AS slowest_bps, highest(a.link_speed_bps) AS fastest_bps
FROM host h
JOIN host_hba a ON a.source = h.source AND a.host_moid = h.moid
WHERE a.adapter_type = 'HostFibreChannelHba' AND a.link_speed_bps > 0
GROUP BY h.source, h.moid, h.name
HAVING count(DISTINCT a.link_speed_bps) > 1
