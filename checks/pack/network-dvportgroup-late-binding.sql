-- id: network-dvportgroup-late-binding
-- title: A port group binds its ports when machines start
-- severity: minor
-- category: lifecycle
-- object: dvportgroup
-- key: source, moid
-- why: Dynamic binding has been deprecated since ESXi 5.0. A machine that starts while vCenter is away, or when the
--   ports are used up, has no network.
-- fix: Make a port group with static binding, move the machines there, and remove this one.
SELECT p.source, p.moid, p.name, w.name AS dvswitch_name
FROM dvportgroup p
LEFT JOIN dvswitch w ON w.source = p.source AND w.moid = p.dvswitch_moid
WHERE p.type = 'lateBinding'
