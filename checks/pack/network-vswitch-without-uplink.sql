-- id: network-vswitch-without-uplink
-- title: A standard switch with ports in use has no uplink
-- severity: info
-- category: network
-- object: host_vswitch
-- key: source, host_moid, name
-- why: What is on it reaches nothing outside the host, and a machine there cannot be moved by vMotion. An internal
--   network may be meant so.
-- fix: Assign an adapter to the switch, or accept the finding for a network that is to stay inside the host.
-- absence-of: host_vswitch_uplink
SELECT w.source, w.host_moid, w.name, h.name AS host_name, p.used_port_count
FROM host_vswitch w
JOIN (SELECT source, host_moid, vswitch_name, sum(used_port_count) AS used_port_count
      FROM host_portgroup
      GROUP BY source, host_moid, vswitch_name) p
  ON p.source = w.source AND p.host_moid = w.host_moid AND p.vswitch_name = w.name
LEFT JOIN (SELECT source, host_moid, vswitch_name
           FROM host_vswitch_uplink
           GROUP BY source, host_moid, vswitch_name) u
  ON u.source = w.source AND u.host_moid = w.host_moid AND u.vswitch_name = w.name
LEFT JOIN host h ON h.source = w.source AND h.moid = w.host_moid
WHERE p.used_port_count > 0 AND u.source IS NULL
