-- id: cluster-evc-off-mixed-processors
-- title: EVC is off though the hosts of a cluster have different processors
-- severity: minor
-- category: configuration
-- object: cluster
-- key: source, moid
-- why: A machine that was started on the newer processors cannot move to the older ones while it runs, so DRS
--   and maintenance are blocked.
-- fix: Turn on EVC at the highest baseline that all hosts can take. Machines that use newer features have to
--   be powered off first.
SELECT c.source, c.moid, c.name, h.host_count, h.baseline_count
FROM cluster c
JOIN (SELECT source, cluster_moid, count(*) AS host_count, count(DISTINCT max_evc_mode) AS baseline_count
      FROM host
      GROUP BY source, cluster_moid) h ON h.source = c.source AND h.cluster_moid = c.moid
WHERE c.host_count > 1 AND c.evc_mode IS NULL AND h.baseline_count > 1
