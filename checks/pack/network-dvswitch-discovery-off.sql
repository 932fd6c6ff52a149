-- id: network-dvswitch-discovery-off
-- title: A distributed switch neither sends nor hears a discovery protocol
-- severity: info
-- category: network
-- object: dvswitch
-- key: source, moid
-- why: Nobody can tell which physical port an uplink hangs on without pulling cables. In a fault that costs hours.
-- fix: Set LLDP or CDP, whichever the physical switches speak, to Listen or Both (Edit Settings > Advanced).
SELECT source, moid, name, discovery_protocol, discovery_operation
FROM dvswitch
WHERE discovery_operation = 'none' AND host_count > 0
