-- id: event-error
-- title: vCenter or a host has reported errors
-- severity: info
-- category: availability
-- object: source
-- key: source, kind
-- why: Each is something that did not work or was lost. Many at once usually have one cause.
-- fix: Open the events of the objects concerned and mend the cause; kinds that come every day deserve a look
--   first.
-- parameter: days integer 1 days - what happened since yesterday
-- answers: vcheck 10 vCenter/23 VI Events
SELECT e.source, e.kind, count(*) AS event_count, count(DISTINCT e.host_moid) AS host_count, count(DISTINCT
       e.vm_moid) AS vm_count
FROM event e
JOIN source s ON s.source = e.source
WHERE seconds(s.observed_at) - seconds(e.created_at) <= :days * 86400
  AND (e.severity = 'error'
       OR e.type IN ('VmFailedMigrateEvent', 'VmRelocateFailedEvent', 'VmCloneFailedEvent', 'VmFailedToPowerOnEvent',
                     'VmFailedToPowerOffEvent', 'VmFailedToResetEvent', 'VmFailedToSuspendEvent', 'VmFailedRelayoutEvent',
                     'VmDiskFailedEvent', 'VmFailoverFailed', 'VmMaxRestartCountReached', 'VmOrphanedEvent',
                     'HostConnectionLostEvent', 'HostAddFailedEvent', 'HostDasErrorEvent', 'HostIsolationIpPingFailedEvent',
                     'HostShortNameToIpFailedEvent', 'HostUpgradeFailedEvent', 'DasHostFailedEvent', 'DasHostIsolatedEvent',
                     'InsufficientFailoverResourcesEvent', 'ClusterOvercommittedEvent', 'VmFailedUpdatingSecondaryConfig',
                     'ScheduledTaskFailedEvent', 'ResourceViolatedEvent', 'OutOfSyncDvsHost', 'TaskTimeoutEvent'))
GROUP BY e.source, e.kind
