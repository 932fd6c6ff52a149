-- id: cluster-ha-isolation-address-missing
-- title: HA has no address by which a host could find itself isolated
-- severity: major
-- category: availability
-- object: cluster
-- key: source, moid
-- why: The default isolation address is switched off and no other is set, so a host that loses its network
--   has nothing to test against and HA acts wrongly.
-- fix: Set das.isolationaddress0 and more to addresses that always answer, or remove
--   das.usedefaultisolationaddress.
-- absence-of: cluster_ha_option
SELECT c.source, c.moid, c.name
FROM cluster c
WHERE c.ha_enabled = 1
  AND EXISTS (SELECT 1 FROM cluster_ha_option o
              WHERE o.source = c.source AND o.cluster_moid = c.moid AND o.public_value = 'false'
                AND o.option_name IN ('das.usedefaultisolationaddress', 'das.useDefaultIsolationAddress'))
  AND NOT EXISTS (SELECT 1 FROM cluster_ha_option a
                  WHERE a.source = c.source AND a.cluster_moid = c.moid
                    AND a.option_name IN ('das.isolationaddress', 'das.isolationAddress', 'das.isolationaddress0',
                                          'das.isolationaddress1', 'das.isolationaddress2',
                                          'das.isolationaddress3', 'das.isolationaddress4',
                                          'das.isolationaddress5', 'das.isolationaddress6',
                                          'das.isolationaddress7', 'das.isolationaddress8',
                                          'das.isolationaddress9', 'das.isolationAddress0',
                                          'das.isolationAddress1', 'das.isolationAddress2',
                                          'das.isolationAddress3', 'das.isolationAddress4',
                                          'das.isolationAddress5', 'das.isolationAddress6',
                                          'das.isolationAddress7', 'das.isolationAddress8',
                                          'das.isolationAddress9'))
