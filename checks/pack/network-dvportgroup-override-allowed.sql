-- id: network-dvportgroup-override-allowed
-- title: Ports of a distributed port group may differ from it in security or VLAN
-- severity: info
-- category: security
-- object: dvportgroup
-- key: source, moid
-- why: A single port can be given another VLAN or a laxer security policy, and neither the port group nor a review
--   of it shows that.
-- fix: Forbid overriding of security policy and VLAN (Edit Settings > Advanced), and reset configuration at
--   disconnect.
SELECT p.source, p.moid, p.name, w.name AS dvswitch_name, p.security_override_allowed, p.vlan_override_allowed,
       p.reset_at_disconnect
FROM dvportgroup p
LEFT JOIN dvswitch w ON w.source = p.source AND w.moid = p.dvswitch_moid
WHERE p.uplink = 0 AND coalesce(p.backing_type, 'standard') <> 'nsx'
  AND (p.security_override_allowed = 1 OR p.vlan_override_allowed = 1)
