-- id: vsan-datastore-space-low
-- title: A vSAN datastore has little room to rebuild in
-- severity: major
-- category: capacity
-- object: datastore
-- key: source, moid
-- why: vSAN needs free space of its own to rebuild after a failure, to move data about and to change policies.
--   Below this it evens out disks all the time, and a lost host may not be made good.
-- fix: Remove what is not needed, add disks or hosts, or choose a storage policy that takes less space.
-- link: https://knowledge.broadcom.com/external/article/326890
-- answers: vcheck 40 Datastore/990 VSAN Capacity Report
-- parameter: free_percent integer 20 percent - disks that are fuller than 80 percent make vSAN rebalance
SELECT source, moid, name, capacity_bytes, free_bytes, free_bytes * 100 / capacity_bytes AS free_percent
FROM datastore
WHERE type = 'vsan' AND accessible = 1 AND capacity_bytes > 0 AND free_bytes * 100 <= capacity_bytes * :free_percent
