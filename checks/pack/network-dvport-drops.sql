-- id: network-dvport-drops
-- title: A distributed port drops many packets
-- severity: minor
-- category: performance
-- object: dvport
-- key: source, dvswitch_moid, port_key
-- why: Of the packets for this adapter a notable share was dropped: the guest takes them too slowly, or its receive
--   ring is small. Applications see retries and slow transfers.
-- fix: Use vmxnet3, enlarge the receive ring in the guest, and see whether the machine waits for processors.
-- parameter: packets integer 10000 packets - fewer are lost to a restart or a burst
-- parameter: per_thousand integer 1 per_thousand - TCP gets noticeably slower from about one packet in a thousand
SELECT p.source, p.dvswitch_moid, p.port_key, w.name AS dvswitch_name, v.name AS vm_name, h.name AS host_name,
       p.connectee_kind, p.dropped_out_packets, p.unicast_out_packets
FROM dvport p
LEFT JOIN dvswitch w ON w.source = p.source AND w.moid = p.dvswitch_moid
LEFT JOIN vm v ON v.source = p.source AND v.moid = p.connectee_moid
LEFT JOIN host h ON h.source = p.source AND h.moid = p.host_moid
WHERE p.dropped_out_packets >= :packets AND p.dropped_out_packets * 1000 >= p.unicast_out_packets * :per_thousand
