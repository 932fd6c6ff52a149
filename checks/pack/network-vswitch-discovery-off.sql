-- id: network-vswitch-discovery-off
-- title: A standard switch neither sends nor hears a discovery protocol
-- severity: info
-- category: network
-- object: host_vswitch
-- key: source, host_moid, name
-- why: Nobody can tell which physical port an uplink hangs on without pulling cables. In a fault that costs hours.
-- fix: Set CDP to listen: esxcli network vswitch standard set --cdp-status=listen --vswitch-name=NAME.
SELECT w.source, w.host_moid, w.name, h.name AS host_name, w.link_discovery_protocol, w.uplinks
FROM host_vswitch w
LEFT JOIN host h ON h.source = w.source AND h.moid = w.host_moid
WHERE w.link_discovery_operation = 'none'
