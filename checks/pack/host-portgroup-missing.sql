-- id: host-portgroup-missing
-- title: A host lacks a port group that most of its cluster has
-- severity: major
-- category: network
-- object: host
-- key: source, moid, portgroup
-- why: Machines in that network cannot move to this host: DRS and maintenance leave them where they are, and HA
--   cannot restart them here.
-- fix: Create the port group on the host's standard switch with the VLAN the other hosts use, or use a
--   distributed switch.
-- absence-of: host_portgroup
SELECT h.source, h.moid, p.portgroup, h.name AS host_name, p.hosts_with, t.hosts
FROM (SELECT c.source, c.cluster_moid, g.name AS portgroup, count(*) AS hosts_with
      FROM host_portgroup g
      JOIN host c ON c.source = g.source AND c.moid = g.host_moid
      GROUP BY c.source, c.cluster_moid, g.name) p
JOIN (SELECT source, cluster_moid, count(*) AS hosts
      FROM host
      WHERE connection_state = 'connected' AND version IS NOT NULL
      GROUP BY source, cluster_moid) t ON t.source = p.source AND t.cluster_moid = p.cluster_moid
JOIN host h ON h.source = p.source AND h.cluster_moid = p.cluster_moid
WHERE p.hosts_with * 2 > t.hosts AND p.hosts_with < t.hosts
  AND h.connection_state = 'connected' AND h.version IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM host_portgroup o
                  WHERE o.source = h.source AND o.host_moid = h.moid AND o.name = p.portgroup)
