-- id: host-storage-connectivity-event
-- title: A host lost a connection or redundancy to its storage
-- severity: major
-- category: storage
-- object: event
-- key: source, host_moid, kind
-- why: Paths went away, or all of them. Even if they are back by now, a cable, transceiver or port that does so
--   once will do it again.
-- fix: Look in the host's events for device and path; then at adapter, fabric and array at that time.
-- parameter: hours integer 24 hours - somebody looks at least once a day
SELECT e.source, e.host_moid, e.kind, h.name AS host_name, count(*) AS event_count
FROM event e
JOIN source s ON s.source = e.source
LEFT JOIN host h ON h.source = e.source AND h.moid = e.host_moid
WHERE e.kind IN ('esx.problem.storage.connectivity.lost',
                 'esx.problem.storage.connectivity.devicepor',
                 'esx.problem.storage.redundancy.lost',
                 'esx.problem.storage.redundancy.degraded',
                 'esx.problem.storage.apd.start',
                 'esx.problem.storage.apd.timeout',
                 'esx.problem.scsi.device.state.permanentloss',
                 'esx.problem.storage.connectivity.pathstatechanges')
  AND e.host_moid IS NOT NULL AND seconds(s.observed_at) - seconds(e.created_at) <= :hours * 3600
GROUP BY e.source, e.host_moid, e.kind, h.name
