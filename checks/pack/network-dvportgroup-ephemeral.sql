-- id: network-dvportgroup-ephemeral
-- title: Machines are on an ephemeral port group
-- severity: minor
-- category: configuration
-- object: dvportgroup
-- key: source, moid
-- why: Ports are made when a machine starts and forgotten when it stops: no statistics, no settings of the port, no
--   permissions on it. Such a group is meant for getting vCenter back.
-- fix: Move the machines to a port group with static binding; keep the ephemeral one empty, for emergencies.
-- link: https://knowledge.broadcom.com/external/article?articleNumber=324492
-- answers: vcheck 60 VM/200 VMs on ephemeral portgroup
-- answers: readiness dvPort ephemeral
SELECT p.source, p.moid, p.name, w.name AS dvswitch_name, n.vm_count
FROM dvportgroup p
JOIN network n ON n.source = p.source AND n.moid = p.moid
LEFT JOIN dvswitch w ON w.source = p.source AND w.moid = p.dvswitch_moid
WHERE p.type = 'ephemeral' AND n.vm_count > 0 AND coalesce(p.backing_type, 'standard') <> 'nsx'
