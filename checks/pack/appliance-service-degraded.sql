-- id: appliance-service-degraded
-- title: A service of vCenter runs with trouble
-- severity: minor
-- category: availability
-- object: appliance_service
-- key: source, service
-- why: The service itself says that it is not whole.
-- fix: Read the messages of the service in the management interface of the appliance, mend the cause, and
--   restart the service if need be.
-- answers: vcheck 10 vCenter/41 vCenter Services
SELECT source, service, state, health
FROM appliance_service
WHERE state = 'STARTED' AND health IN ('DEGRADED', 'HEALTHY_WITH_WARNINGS')
