-- id: host-vmknic-mtu-exceeds-switch
-- title: A VMkernel adapter sends larger packets than its switch carries
-- severity: major
-- category: network
-- object: host_vmknic
-- key: source, host_moid, device
-- why: Packets of full size are dropped by the host's own switch: vMotion, storage or vSAN over this adapter
--   hang while ping works.
-- fix: Raise the MTU of the switch, and of the physical switches first, or lower that of the adapter.
SELECT n.source, n.host_moid, n.device, h.name AS host_name, n.mtu_bytes, w.mtu_bytes AS vswitch_mtu_bytes,
       x.mtu_bytes AS distributed_switch_mtu_bytes
FROM host_vmknic n
LEFT JOIN host h ON h.source = n.source AND h.moid = n.host_moid
LEFT JOIN host_portgroup p ON p.source = n.source AND p.host_moid = n.host_moid AND p.name = n.portgroup_name
LEFT JOIN host_vswitch w ON w.source = p.source AND w.host_moid = p.host_moid AND w.name = p.vswitch_name
LEFT JOIN host_proxy_switch x ON x.source = n.source AND x.host_moid = n.host_moid AND x.dvs_uuid = n.dvs_uuid
WHERE n.mtu_bytes > w.mtu_bytes OR n.mtu_bytes > x.mtu_bytes
