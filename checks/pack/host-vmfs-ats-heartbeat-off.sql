-- id: host-vmfs-ats-heartbeat-off
-- title: A host does not write heartbeats with the help of the array
-- severity: info
-- category: storage
-- object: host
-- key: source, moid
-- why: Heartbeats by plain reads and writes were a workaround for some arrays. Left on, it adds load and slows
--   down finding out that a host is dead.
-- fix: Ask the array's maker whether the workaround is still needed; set the option VMFS3.UseATSForHBOnVMFS5 to
--   1 on all hosts.
SELECT h.source, h.moid, h.name, o.public_value AS value
FROM host h
JOIN host_option o ON o.source = h.source AND o.host_moid = h.moid
                  AND o.option_key = 'VMFS3.UseATSForHBOnVMFS5'
WHERE o.public_value = '0'
