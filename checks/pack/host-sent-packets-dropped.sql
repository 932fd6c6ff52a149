-- id: host-sent-packets-dropped
-- title: A host drops packets that it was to send
-- severity: minor
-- category: network
-- object: host
-- key: source, moid
-- why: An uplink is full or slow, so packets of machines or of storage and vMotion are thrown away and have to
--   be sent again.
-- fix: Look at the load of the uplinks, spread traffic over more of them, or limit what fills them.
-- parameter: packets integer 100 packets - in each sample on average; a sender should lose hardly any
SELECT h.source, h.moid, h.name,
       highest(p.average) AS average_packets, highest(p.maximum) AS maximum_packets
FROM host h
JOIN performance p ON p.source = h.source AND p.moid = h.moid AND p.counter = 'net.droppedTx.summation'
WHERE p.samples > 0
GROUP BY h.source, h.moid, h.name
HAVING highest(p.average) > :packets
