-- id: host-memory-less-than-others
-- title: A host has less memory than most of its model in the cluster
-- severity: minor
-- category: hardware
-- object: host
-- key: source, moid
-- why: Memory that is missing beside equal machines is often a module that failed or was mapped out at the
--   start. Failover capacity is smaller than it looks, too.
-- fix: Compare with the modules fitted, in the management controller. Reseat or replace a failed one.
-- parameter: percent integer 5 percent - firmware keeps a little for itself, and not always as much
SELECT h.source, h.moid, h.name, h.memory_bytes, count(*) AS hosts_with_more, t.hosts
FROM host h
JOIN host o ON o.source = h.source AND o.cluster_moid = h.cluster_moid AND o.model = h.model
           AND o.memory_bytes * 100 > h.memory_bytes * (100 + :percent)
JOIN (SELECT source, cluster_moid, model, count(memory_bytes) AS hosts
      FROM host
      GROUP BY source, cluster_moid, model) t
  ON t.source = h.source AND t.cluster_moid = h.cluster_moid AND t.model = h.model
GROUP BY h.source, h.moid, h.name, h.memory_bytes, t.hosts
HAVING count(*) * 2 > t.hosts
