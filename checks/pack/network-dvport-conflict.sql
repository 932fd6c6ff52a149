-- id: network-dvport-conflict
-- title: Two ports claim the same adapter
-- severity: minor
-- category: network
-- object: dvport
-- key: source, dvswitch_moid, port_key
-- why: A host made the port while vCenter was away, or a machine was copied with its port. One of the two may lose
--   its network when it next moves or starts.
-- fix: Assign the adapter of the machine to its port group anew, so that it gets a port of its own.
SELECT p.source, p.dvswitch_moid, p.port_key, w.name AS dvswitch_name, v.name AS vm_name, h.name AS host_name, p.connectee_kind
FROM dvport p
LEFT JOIN dvswitch w ON w.source = p.source AND w.moid = p.dvswitch_moid
LEFT JOIN vm v ON v.source = p.source AND v.moid = p.connectee_moid
LEFT JOIN host h ON h.source = p.source AND h.moid = p.host_moid
WHERE p.conflict = 1
