-- id: network-vswitch-security
-- title: A standard switch lets machines listen to others or take other addresses
-- severity: minor
-- category: security
-- object: host_vswitch
-- key: source, host_moid, name
-- why: With promiscuous mode, MAC address changes or forged transmits a machine can read or impersonate its
--   neighbours. Every port group of the switch inherits that unless it says otherwise.
-- fix: Set all three to Reject on the switch. Allow one on a port group of its own where a cluster, a nested host
--   or a sensor needs it.
-- answers: vcheck 50 Network/98 vSwitch Security
SELECT w.source, w.host_moid, w.name, h.name AS host_name, w.promiscuous_allowed, w.mac_changes_allowed,
       w.forged_transmits_allowed
FROM host_vswitch w
LEFT JOIN host h ON h.source = w.source AND h.moid = w.host_moid
WHERE w.promiscuous_allowed = 1 OR w.mac_changes_allowed = 1 OR w.forged_transmits_allowed = 1
