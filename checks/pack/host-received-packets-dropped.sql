-- id: host-received-packets-dropped
-- title: A host drops packets that it received
-- severity: minor
-- category: network
-- object: host
-- key: source, moid
-- why: Packets arrived and were thrown away, mostly for want of buffers. Whoever sent them has to send again,
--   and connections get slow.
-- fix: Look at the host's network charts by adapter. Enlarge the receive buffers of busy machines and of the
--   adapter, and update its driver.
-- parameter: packets integer 1000 packets - in each sample on average; a few are normal, broadcasts among them
SELECT h.source, h.moid, h.name,
       highest(p.average) AS average_packets, highest(p.maximum) AS maximum_packets
FROM host h
JOIN performance p ON p.source = h.source AND p.moid = h.moid AND p.counter = 'net.droppedRx.summation'
WHERE p.samples > 0
GROUP BY h.source, h.moid, h.name
HAVING highest(p.average) > :packets
