-- id: host-management-not-redundant
-- title: Management of a host hangs on a single working uplink
-- severity: major
-- category: network
-- object: host_vmknic_service
-- key: source, host_moid, service, vmknic_key
-- why: When the uplink fails, vCenter loses the host, and HA takes it for isolated and may stop or restart its
--   machines.
-- fix: Give the switch of the management adapter a second uplink that works, to another physical switch; or add
--   a second management adapter elsewhere.
-- absence-of: host_vswitch_uplink, host_proxy_switch_uplink
SELECT s.source, s.host_moid, s.service, s.vmknic_key, h.name AS host_name, s.device,
       coalesce(w.working, x.working) AS working_uplinks
FROM host_vmknic_service s
JOIN host_vmknic k ON k.source = s.source AND k.host_moid = s.host_moid AND k.device = s.device
LEFT JOIN host h ON h.source = s.source AND h.moid = s.host_moid
LEFT JOIN host_portgroup p ON p.source = k.source AND p.host_moid = k.host_moid AND p.name = k.portgroup_name
LEFT JOIN (SELECT u.source, u.host_moid, u.vswitch_name, count(*) AS uplinks, sum(n.link_up) AS working
           FROM host_vswitch_uplink u
           JOIN host_nic n ON n.source = u.source AND n.host_moid = u.host_moid AND n.device = u.device
           GROUP BY u.source, u.host_moid, u.vswitch_name
           HAVING count(n.link_up) = count(*)) w
  ON w.source = p.source AND w.host_moid = p.host_moid AND w.vswitch_name = p.vswitch_name
LEFT JOIN (SELECT u.source, u.host_moid, u.dvs_uuid, count(*) AS uplinks, sum(n.link_up) AS working
           FROM host_proxy_switch_uplink u
           JOIN host_nic n ON n.source = u.source AND n.host_moid = u.host_moid AND n.device = u.device
           GROUP BY u.source, u.host_moid, u.dvs_uuid
           HAVING count(n.link_up) = count(*)) x
  ON x.source = k.source AND x.host_moid = k.host_moid AND x.dvs_uuid = k.dvs_uuid
JOIN (SELECT source, host_moid, count(*) AS adapters
      FROM host_vmknic_service
      WHERE service = 'management'
      GROUP BY source, host_moid) m ON m.source = s.source AND m.host_moid = s.host_moid
WHERE s.service = 'management' AND m.adapters = 1 AND (w.working < 2 OR x.working < 2)
