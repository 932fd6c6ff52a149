-- id: vm-packets-dropped
-- title: The network adapters of a machine drop packets
-- severity: minor
-- category: performance
-- object: vm
-- key: source, moid
-- why: The host could not hand packets to the machine, or not take them from it, fast enough. Programs in the
--   guest repeat what was lost and are slow for it.
-- fix: Enlarge the receive ring of vmxnet3 in the guest, see that the machine gets its processor time, and
--   look at the adapters of its host.
-- parameter: packets integer 10 packets - in each interval of the window, on average; single drops are no
--   trouble
SELECT v.source, v.moid, v.name, p.dropped AS dropped_each_interval
FROM (SELECT source, moid, highest(average) AS dropped
      FROM performance
      WHERE object_type = 'VirtualMachine' AND counter IN ('net.droppedRx.summation', 'net.droppedTx.summation')
      GROUP BY source, moid) p
JOIN vm v ON v.source = p.source AND v.moid = p.moid
WHERE p.dropped > :packets
