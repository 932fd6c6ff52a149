-- id: cluster-drs-not-automatic
-- title: DRS of a cluster only recommends
-- severity: minor
-- category: configuration
-- object: cluster
-- key: source, moid
-- why: DRS is on but does not move running machines by itself, so load stays uneven and a host empties for
--   maintenance only while somebody watches.
-- fix: Set the automation level of DRS to fully automated, and give single machines that must not move a
--   level of their own.
SELECT source, moid, name, drs_behavior, drs_recommendation_count
FROM cluster
WHERE drs_enabled = 1 AND drs_behavior IN ('manual', 'partiallyAutomated')
