-- id: network-io-control-disabled
-- title: Network I/O control is off on a distributed switch
-- severity: info
-- category: performance
-- object: dvswitch
-- key: source, moid
-- why: One kind of traffic (vMotion, a backup) can take an uplink for itself and starve storage or machines.
-- fix: Enable it on the switch (Edit Settings > General) and keep the default shares, unless every kind has uplinks
--   of its own.
SELECT source, moid, name, version, host_count
FROM dvswitch
WHERE io_control_enabled = 0 AND host_count > 0
