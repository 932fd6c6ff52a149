-- id: host-nfs-volumes-near-limit
-- title: A host mounts nearly as many NFS volumes as it may
-- severity: minor
-- category: storage
-- object: host
-- key: source, moid
-- why: The next volume cannot be mounted on this host, and machines on it cannot run here.
-- fix: Raise the option NFS.MaxVolumes on all hosts of the cluster, and the memory of the network stack with
--   it.
-- parameter: percent integer 80 percent - leaves room for a change and its way back
SELECT h.source, h.moid, h.name, count(*) AS volume_count, o.public_value + 0 AS volume_limit
FROM host h
JOIN host_mount m ON m.source = h.source AND m.host_moid = h.moid AND m.volume_type = 'NFS'
JOIN host_option o ON o.source = h.source AND o.host_moid = h.moid AND o.option_key = 'NFS.MaxVolumes'
WHERE o.value_type IN ('int', 'long')
GROUP BY h.source, h.moid, h.name, o.public_value
HAVING count(*) * 100 >= (o.public_value + 0) * :percent
