-- id: host-network-connectivity-event
-- title: A host lost a connection or redundancy to its network
-- severity: major
-- category: network
-- object: event
-- key: source, host_moid, kind
-- why: An uplink went down. Even if it is back by now, a cable, transceiver or port that does so once will do
--   it again.
-- fix: Look in the host's events for the adapter; then at its cable, transceiver and switch port at that time.
-- parameter: hours integer 24 hours - somebody looks at least once a day
SELECT e.source, e.host_moid, e.kind, h.name AS host_name, count(*) AS event_count
FROM event e
JOIN source s ON s.source = e.source
LEFT JOIN host h ON h.source = e.source AND h.moid = e.host_moid
WHERE e.kind IN ('esx.problem.net.connectivity.lost',
                 'esx.problem.net.redundancy.lost',
                 'esx.problem.net.redundancy.degraded',
                 'esx.problem.net.dvport.connectivity.lost',
                 'esx.problem.net.dvport.redundancy.lost',
                 'esx.problem.net.dvport.redundancy.degraded',
                 'esx.problem.net.vmnic.linkstate.down',
                 'esx.problem.net.vmnic.linkstate.flapping')
  AND e.host_moid IS NOT NULL AND seconds(s.observed_at) - seconds(e.created_at) <= :hours * 3600
GROUP BY e.source, e.host_moid, e.kind, h.name
