-- id: network-dvportgroup-security
-- title: A distributed port group lets machines listen to others or take other addresses
-- severity: minor
-- category: security
-- object: dvportgroup
-- key: source, moid
-- why: With promiscuous mode, MAC address changes or forged transmits a machine can read or impersonate its
--   neighbours. Many targets of a migration refuse such port groups.
-- fix: Set all three to Reject; where a nested host or a cluster needs more, use MAC learning or a port group of
--   its own. Uplink groups and those of NSX are left out.
-- answers: vcheck 50 Network/98 vSwitch Security
-- answers: readiness dvPort promiscuous
-- answers: readiness dvPort MAC changes
-- answers: readiness dvPort forged transmits
SELECT p.source, p.moid, p.name, w.name AS dvswitch_name, p.promiscuous_allowed, p.mac_changes_allowed,
       p.forged_transmits_allowed, p.mac_learning_enabled
FROM dvportgroup p
LEFT JOIN dvswitch w ON w.source = p.source AND w.moid = p.dvswitch_moid
WHERE p.uplink = 0 AND coalesce(p.backing_type, 'standard') <> 'nsx'
  AND (p.promiscuous_allowed = 1 OR p.mac_changes_allowed = 1 OR p.forged_transmits_allowed = 1)
