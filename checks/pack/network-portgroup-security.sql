-- id: network-portgroup-security
-- title: A standard port group allows what its switch refuses
-- severity: minor
-- category: security
-- object: host_portgroup
-- key: source, host_moid, name
-- why: Machines on it can listen to others or take other addresses, though the switch says no. Such exceptions
--   outlive what they were made for.
-- fix: Set promiscuous mode, MAC address changes and forged transmits of the port group back to the switch's,
--   unless a machine there needs them.
-- answers: vcheck 50 Network/98 vSwitch Security
SELECT p.source, p.host_moid, p.name, h.name AS host_name, p.vswitch_name, p.promiscuous_allowed, p.mac_changes_allowed,
       p.forged_transmits_allowed
FROM host_portgroup p
JOIN host_vswitch w ON w.source = p.source AND w.host_moid = p.host_moid AND w.name = p.vswitch_name
LEFT JOIN host h ON h.source = p.source AND h.moid = p.host_moid
WHERE (p.promiscuous_allowed = 1 AND w.promiscuous_allowed = 0)
   OR (p.mac_changes_allowed = 1 AND w.mac_changes_allowed = 0)
   OR (p.forged_transmits_allowed = 1 AND w.forged_transmits_allowed = 0)
