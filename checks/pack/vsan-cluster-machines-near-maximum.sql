-- id: vsan-cluster-machines-near-maximum
-- title: A vSAN cluster carries nearly as many machines as it can
-- severity: info
-- category: capacity
-- object: vsan_cluster
-- key: source, cluster_moid
-- why: Beyond the maximum nothing is promised: machines may not start, and components run short.
-- fix: Move machines to another cluster before it is reached.
-- answers: vcheck 40 Datastore/997 VSAN VMs per cluster
-- parameter: maximum integer 6400 machines - the maximum of a cluster since 6.0
-- parameter: percent integer 80 percent - leaves time to plan another cluster
SELECT v.source, v.cluster_moid, c.name AS cluster_name, m.machine_count
FROM vsan_cluster v
JOIN (SELECT h.source, h.cluster_moid, count(*) AS machine_count
      FROM vm
      JOIN host h ON h.source = vm.source AND h.moid = vm.host_moid
      WHERE vm.template = 0
      GROUP BY h.source, h.cluster_moid) m ON m.source = v.source AND m.cluster_moid = v.cluster_moid
LEFT JOIN cluster c ON c.source = v.source AND c.moid = v.cluster_moid
WHERE v.enabled = 1 AND m.machine_count * 100 >= :maximum * :percent
