-- id: host-bios-version-differs
-- title: A host has other firmware than most of its model in the cluster
-- severity: minor
-- category: lifecycle
-- object: host
-- key: source, moid
-- why: Firmware was updated on some hosts only. Microcode, stability and what is supported differ, and faults
--   are hard to compare.
-- fix: Bring all hosts of a model to one firmware version that the compatibility guide lists for their ESXi.
SELECT h.source, h.moid, h.name, h.bios_version, v.alike AS hosts_alike, t.hosts
FROM host h
JOIN (SELECT source, cluster_moid, model, bios_version, count(*) AS alike
      FROM host
      GROUP BY source, cluster_moid, model, bios_version) v
  ON v.source = h.source AND v.cluster_moid = h.cluster_moid AND v.model = h.model
 AND v.bios_version = h.bios_version
JOIN (SELECT source, cluster_moid, model, count(bios_version) AS hosts
      FROM host
      GROUP BY source, cluster_moid, model) t
  ON t.source = h.source AND t.cluster_moid = h.cluster_moid AND t.model = h.model
WHERE v.alike * 2 <= t.hosts
