-- id: host-vendor-differs
-- title: A host is of another maker than most of its cluster
-- severity: info
-- category: hardware
-- object: host
-- key: source, moid
-- why: One image and one firmware package cannot keep unlike machines, and parts and support differ.
-- fix: Keep machines of one maker in a cluster where that is possible.
SELECT h.source, h.moid, h.name, h.vendor, v.alike AS hosts_alike, t.hosts
FROM host h
JOIN (SELECT source, cluster_moid, vendor, count(*) AS alike
      FROM host
      GROUP BY source, cluster_moid, vendor) v
  ON v.source = h.source AND v.cluster_moid = h.cluster_moid
 AND v.vendor = h.vendor
JOIN (SELECT source, cluster_moid, count(vendor) AS hosts
      FROM host
      GROUP BY source, cluster_moid) t
  ON t.source = h.source AND t.cluster_moid = h.cluster_moid
WHERE v.alike * 2 <= t.hosts
