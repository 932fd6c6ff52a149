-- id: host-core-dump-missing
-- title: A host has no partition for core dumps
-- severity: minor
-- category: support
-- object: host
-- key: source, moid
-- why: After a purple screen nothing is left to find out why. From version 7.0 on a file stands in for the
--   partition, so only older hosts are judged.
-- fix: Configure a dump partition or file, or a dump collector on the network.
SELECT source, moid, name, version
FROM host
WHERE core_dump_partition_active = 0 AND version + 0 < 7 AND connection_state = 'connected'
