-- id: vm-replication-behind
-- title: The copy of a replicated machine is older than agreed
-- severity: minor
-- category: availability
-- object: source
-- key: source, vm_moid
-- why: Replication could not keep the recovery point objective and has not caught up since. After a disaster,
--   more than agreed would be lost.
-- fix: Look at the bandwidth between the sites, the load of the replication server and the rate of change of
--   the machine.
-- parameter: minutes integer 240 minutes - short peaks of change are common
-- answers: vcheck 70 Misc/108 SRM RPO Violations
SELECT e.source, e.vm_moid, v.name AS vm_name, count(*) AS violation_count,
       (seconds(s.observed_at) - lowest(seconds(e.created_at))) / 60 AS minutes
FROM event e
JOIN source s ON s.source = e.source
LEFT JOIN vm v ON v.source = e.source AND v.moid = e.vm_moid
LEFT JOIN (SELECT source, vm_moid, highest(seconds(created_at)) AS met_at
           FROM event
           WHERE kind IN ('hbr.primary.RpoOkForServerEvent', 'com.vmware.vcHms.rpoRestoredEvent')
           GROUP BY source, vm_moid) o ON o.source = e.source AND o.vm_moid = e.vm_moid
WHERE e.kind IN ('hbr.primary.RpoTooLowForServerEvent', 'com.vmware.vcHms.rpoViolatedEvent') AND e.vm_moid IS NOT NULL
  AND seconds(e.created_at) > coalesce(o.met_at, 0)
GROUP BY e.source, e.vm_moid, v.name, s.observed_at
HAVING seconds(s.observed_at) - lowest(seconds(e.created_at)) > :minutes * 60
