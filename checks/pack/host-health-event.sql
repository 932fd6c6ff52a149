-- id: host-health-event
-- title: A host reported a problem with itself
-- severity: major
-- category: support
-- object: event
-- key: source, host_moid, kind
-- why: A file system of the host is full, an agent crashed, logs are not kept or hardware reported errors. The
--   host may stop answering vCenter next.
-- fix: Read the event on the host: it names what is full or failed. Free space, restart the agent or replace
--   the part.
-- parameter: hours integer 24 hours - somebody looks at least once a day
SELECT e.source, e.host_moid, e.kind, h.name AS host_name, count(*) AS event_count
FROM event e
JOIN source s ON s.source = e.source
LEFT JOIN host h ON h.source = e.source AND h.moid = e.host_moid
WHERE e.kind IN ('esx.problem.visorfs.ramdisk.full',
                 'esx.problem.visorfs.inodetable.full',
                 'esx.problem.visorfs.ramdisk.inodetable.full',
                 'esx.problem.host.coredump',
                 'esx.problem.coredump.unconfigured2',
                 'esx.problem.hostd.core.dumped',
                 'esx.problem.vpxa.core.dumped',
                 'esx.problem.syslog.nonpersistent',
                 'esx.problem.cpu.mce.invalid',
                 'esx.problem.cpu.smp.ht.invalid',
                 'esx.problem.hardware.ipmi.bmc.error',
                 'esx.problem.vmsyslogd.remote.failure',
                 'esx.problem.vmsyslogd.storage.failure')
  AND e.host_moid IS NOT NULL AND seconds(s.observed_at) - seconds(e.created_at) <= :hours * 3600
GROUP BY e.source, e.host_moid, e.kind, h.name
