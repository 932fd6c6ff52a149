-- id: vsan-host-machines-near-maximum
-- title: A vSAN host carries nearly as many machines as it can
-- severity: info
-- category: capacity
-- object: vsan_host
-- key: source, host_moid
-- why: Beyond the maximum nothing is promised, and when a neighbour fails its machines come here as well.
-- fix: Spread the machines, or add a host to the cluster.
-- answers: vcheck 40 Datastore/996 VSAN VMs per host
-- parameter: maximum integer 200 machines - the maximum of a host in the original architecture since 6.0
-- parameter: percent integer 80 percent - leaves room for what a failed neighbour brings
SELECT v.source, v.host_moid, h.name AS host_name, m.machine_count
FROM vsan_host v
JOIN (SELECT source, host_moid, count(*) AS machine_count
      FROM vm
      WHERE template = 0
      GROUP BY source, host_moid) m ON m.source = v.source AND m.host_moid = v.host_moid
LEFT JOIN host h ON h.source = v.source AND h.moid = v.host_moid
WHERE v.enabled = 1 AND m.machine_count * 100 >= :maximum * :percent
