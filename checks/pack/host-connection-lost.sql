-- id: host-connection-lost
-- title: vCenter lost the connection to a host for a time
-- severity: info
-- category: availability
-- object: source
-- key: source, event_key
-- why: While it lasted nothing on the host could be managed. Often a first sign of a failing network, an
--   overloaded host or a wrong clock.
-- fix: Look at the management network and the log of the host at that time.
-- parameter: days integer 1 days - what happened since yesterday
SELECT e.source, e.event_key, e.kind, e.created_at, e.vm_moid, e.vm_name, e.host_name, e.user_name,
       e.reason_code
FROM event e
JOIN source s ON s.source = e.source
WHERE e.kind IN ('HostConnectionLostEvent', 'HostDisconnectedEvent')
  AND seconds(s.observed_at) - seconds(e.created_at) <= :days * 86400
