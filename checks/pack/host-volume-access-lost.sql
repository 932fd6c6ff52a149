-- id: host-volume-access-lost
-- title: A host lost access to a volume
-- severity: major
-- category: storage
-- object: event
-- key: source, host_moid, kind
-- why: For a while the host could not write its heartbeat to a VMFS volume: storage was slow, overloaded or
--   gone. Machines there stood still, and it will happen again.
-- fix: Look at latency, paths and the array at that time; see whether other hosts lost the volume at the same
--   moment.
-- parameter: hours integer 24 hours - somebody looks at least once a day
-- answers: vcheck 30 Host/77 Lost Access to Volume
SELECT e.source, e.host_moid, e.kind, h.name AS host_name, count(*) AS event_count
FROM event e
JOIN source s ON s.source = e.source
LEFT JOIN host h ON h.source = e.source AND h.moid = e.host_moid
WHERE e.kind IN ('esx.problem.vmfs.heartbeat.timedout',
                 'esx.problem.vmfs.heartbeat.unrecoverable',
                 'esx.problem.vmfs.heartbeat.corruptondisk')
  AND e.host_moid IS NOT NULL AND seconds(s.observed_at) - seconds(e.created_at) <= :hours * 3600
GROUP BY e.source, e.host_moid, e.kind, h.name
