-- id: host-syslog-target-differs
-- title: A host sends its logs elsewhere than most of its cluster
-- severity: minor
-- category: support
-- object: host
-- key: source, moid
-- why: The logs of this host go where nobody looks for them, perhaps to a server that is gone.
-- fix: Set the option Syslog.global.logHost as on the other hosts of the cluster.
SELECT h.source, h.moid, h.name, h.syslog_target, v.alike AS hosts_alike, t.hosts
FROM host h
JOIN (SELECT source, cluster_moid, syslog_target, count(*) AS alike
      FROM host
      GROUP BY source, cluster_moid, syslog_target) v
  ON v.source = h.source AND v.cluster_moid = h.cluster_moid
 AND v.syslog_target = h.syslog_target
JOIN (SELECT source, cluster_moid, count(syslog_target) AS hosts
      FROM host
      GROUP BY source, cluster_moid) t
  ON t.source = h.source AND t.cluster_moid = h.cluster_moid
WHERE v.alike * 2 <= t.hosts
