-- id: host-option-differs
-- title: An advanced option of a host differs from most of its cluster
-- severity: minor
-- category: configuration
-- object: host_option
-- key: source, host_moid, option_key
-- why: Somebody changed one host, by hand or on advice, and not the others. It handles storage, memory or
--   logins unlike them, which shows when something fails.
-- fix: Find out which value is wanted and set it on all hosts of the cluster, best by a host profile or
--   configuration of the cluster.
WITH o AS (SELECT p.source, p.host_moid, p.option_key, p.public_value, h.cluster_moid, h.name AS host_name
           FROM host h
           JOIN host_option p ON p.source = h.source AND p.host_moid = h.moid
           WHERE p.option_key IN ('Disk.AutoremoveOnPDL', 'Disk.MaxLUN', 'Disk.QFullSampleSize',
                                'Disk.SchedNumReqOutstanding', 'Disk.UseDeviceReset', 'Mem.AllocGuestLargePage',
                                'Mem.MemZipEnable', 'Mem.ShareForceSalting', 'Misc.APDHandlingEnable',
                                'Misc.APDTimeout', 'Misc.BlueScreenTimeout', 'NFS.HeartbeatDelta',
                                'NFS.HeartbeatFrequency', 'NFS.HeartbeatMaxFailures', 'NFS.HeartbeatTimeout',
                                'NFS.MaxQueueDepth', 'NFS.MaxVolumes', 'Net.BlockGuestBPDU', 'Net.TcpipHeapMax',
                                'Net.TcpipHeapSize', 'Security.AccountLockFailures', 'Security.AccountUnlockTime',
                                'Security.PasswordQualityControl', 'UserVars.DcuiTimeOut',
                                'UserVars.ESXiShellInteractiveTimeOut', 'UserVars.ESXiShellTimeOut',
                                'VMFS3.HardwareAcceleratedLocking', 'VMFS3.UseATSForHBOnVMFS5',
                                'VMkernel.Boot.hyperthreadingMitigation', 'VMkernel.Boot.terminateVMOnPDL')
             AND p.public_value IS NOT NULL AND h.cluster_moid IS NOT NULL),
     v AS (SELECT source, cluster_moid, option_key, public_value, count(*) AS alike
           FROM o
           GROUP BY source, cluster_moid, option_key, public_value),
     t AS (SELECT source, cluster_moid, option_key, sum(alike) AS hosts
           FROM v
           GROUP BY source, cluster_moid, option_key
           HAVING count(*) > 1)
SELECT o.source, o.host_moid, o.option_key, o.host_name, o.public_value, v.alike AS hosts_alike, t.hosts
FROM t
CROSS JOIN v ON v.source = t.source AND v.cluster_moid = t.cluster_moid AND v.option_key = t.option_key
CROSS JOIN o ON o.source = v.source AND o.cluster_moid = v.cluster_moid AND o.option_key = v.option_key
      AND o.public_value = v.public_value
WHERE v.alike * 2 <= t.hosts
