-- id: host-cpu-usage-high
-- title: A host's processors are busy without a break
-- severity: minor
-- category: performance
-- object: host
-- key: source, moid
-- why: Averaged over the whole window the processors had hardly anything left, so machines wait for them and
--   take longer for the same work.
-- fix: Move machines to other hosts; look for one that spins. See whether DRS is on, and whether it may move
--   what runs here.
-- parameter: percent integer 90 percent - nothing is left for a peak
SELECT h.source, h.moid, h.name,
       highest(p.average) AS average_percent, highest(p.maximum) AS maximum_percent
FROM host h
JOIN performance p ON p.source = h.source AND p.moid = h.moid AND p.counter = 'cpu.usage.average'
WHERE p.samples > 0
GROUP BY h.source, h.moid, h.name
HAVING highest(p.average) >= :percent
