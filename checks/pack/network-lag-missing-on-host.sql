-- id: network-lag-missing-on-host
-- title: A host has fewer link aggregation groups of a distributed switch than others
-- severity: minor
-- category: network
-- object: host_proxy_switch
-- key: source, host_moid, dvs_uuid
-- why: Port groups that use the group have no uplink on this host, so machines that move here lose the network.
-- fix: Assign the host's adapters to the ports of the group, and set up its ports on the physical switch.
SELECT x.source, x.host_moid, x.dvs_uuid, h.name AS host_name, x.dvs_name, x.lag_count, peers.lag_count AS most_lag_count
FROM host_proxy_switch x
JOIN (SELECT source, dvs_uuid, highest(lag_count) AS lag_count
      FROM host_proxy_switch
      GROUP BY source, dvs_uuid) peers ON peers.source = x.source AND peers.dvs_uuid = x.dvs_uuid
LEFT JOIN host h ON h.source = x.source AND h.moid = x.host_moid
WHERE x.lag_count < peers.lag_count
