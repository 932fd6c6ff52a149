-- id: cluster-ha-warning-silenced
-- title: A warning of HA is silenced by an advanced option
-- severity: info
-- category: configuration
-- object: cluster
-- key: source, cluster_moid, option_name
-- why: vCenter no longer says that the management network or the heartbeat datastores of the cluster lack
--   redundancy.
-- fix: Provide the redundancy and remove the option, or accept the finding.
SELECT o.source, o.cluster_moid, o.option_name, c.name
FROM cluster_ha_option o
JOIN cluster c ON c.source = o.source AND c.moid = o.cluster_moid
WHERE o.public_value = 'true'
  AND o.option_name IN ('das.ignoreRedundantNetWarning', 'das.ignoreredundantnetwarning',
                        'das.ignoreInsufficientHbDatastore', 'das.ignoreinsufficienthbdatastore')
