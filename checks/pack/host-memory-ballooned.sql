-- id: host-memory-ballooned
-- title: A host takes memory from machines by ballooning
-- severity: minor
-- category: performance
-- object: host
-- key: source, moid
-- why: The host has too little memory and makes guests give up some of theirs. Guests begin to swap by
--   themselves.
-- fix: Move machines to other hosts, remove memory limits, give machines the memory they need and no more.
SELECT h.source, h.moid, h.name,
       highest(p.average) AS average_kb, highest(p.maximum) AS maximum_kb
FROM host h
JOIN performance p ON p.source = h.source AND p.moid = h.moid AND p.counter = 'mem.vmmemctl.average'
WHERE p.samples > 0
GROUP BY h.source, h.moid, h.name
HAVING highest(p.average) > 0
