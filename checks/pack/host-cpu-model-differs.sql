-- id: host-cpu-model-differs
-- title: A host has another processor than most of its cluster
-- severity: info
-- category: hardware
-- object: host
-- key: source, moid
-- why: Running machines move between different processors only below one EVC baseline, and run at different
--   speeds.
-- fix: Set EVC on the cluster, or keep hosts with unlike processors in clusters of their own.
SELECT h.source, h.moid, h.name, h.cpu_model, v.alike AS hosts_alike, t.hosts
FROM host h
JOIN (SELECT source, cluster_moid, cpu_model, count(*) AS alike
      FROM host
      GROUP BY source, cluster_moid, cpu_model) v
  ON v.source = h.source AND v.cluster_moid = h.cluster_moid
 AND v.cpu_model = h.cpu_model
JOIN (SELECT source, cluster_moid, count(cpu_model) AS hosts
      FROM host
      GROUP BY source, cluster_moid) t
  ON t.source = h.source AND t.cluster_moid = h.cluster_moid
WHERE v.alike * 2 <= t.hosts
