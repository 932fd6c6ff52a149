-- id: host-nfs-settings
-- title: A host with NFS volumes has settings for them that differ from what is recommended
-- severity: info
-- category: storage
-- object: host_option
-- key: source, host_moid, option_key
-- why: Too few volumes or too little network memory keep NFS volumes from mounting; changed heartbeats make a
--   host give up a server too early or hang on it too long.
-- fix: Set the option to the value that the array's maker recommends, the same on all hosts. Memory of the
--   network stack takes effect after a restart.
-- parameter: volumes integer 256 volumes - the most that ESXi takes, so mounting never stops at the option
-- parameter: heap_mib integer 32 MiB - what makers of NFS storage ask for
-- parameter: heap_max_mib integer 512 MiB - what makers of NFS storage ask for; later versions start above it
-- answers: vcheck 30 Host/125 Host NFS Settings
SELECT o.source, o.host_moid, o.option_key, h.name AS host_name, o.public_value
FROM host_option o
LEFT JOIN host h ON h.source = o.source AND h.moid = o.host_moid
WHERE o.option_key IN ('NFS.HeartbeatTimeout', 'NFS.HeartbeatFrequency', 'NFS.HeartbeatDelta',
                       'NFS.HeartbeatMaxFailures', 'NFS.MaxVolumes', 'Net.TcpipHeapSize', 'Net.TcpipHeapMax',
                       'NFS.SendBufferSize', 'NFS.ReceiveBufferSize')
  AND o.value_type IN ('int', 'long')
  AND (o.option_key = 'NFS.HeartbeatTimeout' AND o.public_value + 0 <> 5
    OR o.option_key = 'NFS.HeartbeatFrequency' AND o.public_value + 0 <> 12
    OR o.option_key = 'NFS.HeartbeatDelta' AND o.public_value + 0 <> 5
    OR o.option_key = 'NFS.HeartbeatMaxFailures' AND o.public_value + 0 <> 10
    OR o.option_key = 'NFS.MaxVolumes' AND o.public_value + 0 < :volumes
    OR o.option_key = 'Net.TcpipHeapSize' AND o.public_value + 0 < :heap_mib
    OR o.option_key = 'Net.TcpipHeapMax' AND o.public_value + 0 < :heap_max_mib
    OR o.option_key = 'NFS.SendBufferSize' AND o.public_value + 0 < 264
    OR o.option_key = 'NFS.ReceiveBufferSize' AND o.public_value + 0 < 256)
  AND o.host_moid IN (SELECT m.host_moid FROM host_mount m
                      WHERE m.source = o.source AND m.volume_type IN ('NFS', 'NFS41'))
