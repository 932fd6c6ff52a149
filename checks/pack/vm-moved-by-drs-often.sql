-- id: vm-moved-by-drs-often
-- title: DRS moves a machine again and again
-- severity: info
-- category: performance
-- object: source
-- key: source, vm_moid
-- why: A machine that moves several times a day is pushed around by an uneven cluster, by rules that work
--   against each other, or by a threshold that is too eager. Each move costs it a short stop.
-- fix: Look at the rules and the migration threshold of the cluster, and whether it is out of memory or
--   processors.
-- parameter: moves integer 5 moves - a healthy cluster moves a machine once or twice a day at most
-- parameter: days integer 1 days - what happened since yesterday
-- answers: vcheck 20 Cluster/17 DRS Migrations
SELECT e.source, e.vm_moid, v.name AS vm_name, count(*) AS move_count
FROM event e
JOIN source s ON s.source = e.source
LEFT JOIN vm v ON v.source = e.source AND v.moid = e.vm_moid
WHERE e.kind IN ('DrsVmMigratedEvent', 'com.vmware.vc.sdrs.StorageDrsStorageMigrationEvent') AND e.vm_moid IS NOT NULL
  AND seconds(s.observed_at) - seconds(e.created_at) <= :days * 86400
GROUP BY e.source, e.vm_moid, v.name
HAVING count(*) >= :moves
