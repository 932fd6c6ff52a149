-- id: cluster-drs-disabled
-- title: DRS is off in a cluster
-- severity: minor
-- category: configuration
-- object: cluster
-- key: source, moid
-- why: Without DRS nobody balances the hosts, and a host cannot be emptied for maintenance by itself.
-- fix: Turn on DRS; manual mode is enough to get recommendations.
-- answers: vcheck 20 Cluster/55 Clusters with DRS Disabled
SELECT source, moid, name, host_count
FROM cluster
WHERE drs_enabled = 0
