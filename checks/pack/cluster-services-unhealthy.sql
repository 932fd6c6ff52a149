-- id: cluster-services-unhealthy
-- title: The services that DRS needs do not work in a cluster
-- severity: major
-- category: availability
-- object: cluster
-- key: source, moid
-- why: The agent machines of the cluster services (vCLS) are missing. While that lasts DRS does nothing, and
--   HA places machines without its advice.
-- fix: Look for what keeps the agent machines from running: no datastore, no room, retreat mode left on after
--   maintenance.
-- link: https://knowledge.broadcom.com/external/article/317709/drs-functionality-impacted-by-unhealthy.html
SELECT source, moid, name, vcls_health, drs_enabled
FROM cluster
WHERE vcls_health = 'nonhealthy' OR vcls_health = 'degraded' AND drs_enabled = 1
