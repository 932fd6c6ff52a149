-- id: datastore-nfs-connections-differ
-- title: Hosts use an NFS datastore over different numbers of connections
-- severity: info
-- category: configuration
-- object: datastore_mount
-- key: source, datastore_moid
-- why: The number of TCP connections is set host by host. Machines get another throughput after they move, which is
--   hard to find later.
-- fix: Set the same number on all hosts that mount it.
SELECT m.source, m.datastore_moid, d.name, d.type, lowest(m.connection_count) AS lowest_connection_count,
       highest(m.connection_count) AS highest_connection_count
FROM datastore_mount m
JOIN datastore d ON d.source = m.source AND d.moid = m.datastore_moid
WHERE d.type IN ('NFS', 'NFS41') AND coalesce(m.mounted, 1) = 1
GROUP BY m.source, m.datastore_moid
HAVING lowest(m.connection_count) < highest(m.connection_count)
