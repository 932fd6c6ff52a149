-- id: cluster-drs-threshold-conservative
-- title: DRS of a cluster acts on rules only
-- severity: info
-- category: performance
-- object: cluster
-- key: source, moid
-- why: At the most conservative threshold DRS moves machines for rules and maintenance alone and never
--   balances the load.
-- fix: Set the migration threshold of DRS to its middle, or accept the finding if moves are unwanted.
SELECT source, moid, name, drs_vmotion_rate
FROM cluster
WHERE drs_enabled = 1 AND drs_vmotion_rate = 5
