-- id: appliance-service-down
-- title: A service of vCenter does not run
-- severity: major
-- category: availability
-- object: appliance_service
-- key: source, service
-- why: The service is to start with the appliance and has stopped. What it does is missing: lifecycle,
--   storage policies, vSAN health or vCenter itself.
-- fix: Look at the log of the service, at free space and certificates, and start it in the management
--   interface of the appliance.
-- answers: vcheck 10 vCenter/41 vCenter Services
SELECT source, service, state, startup
FROM appliance_service
WHERE startup = 'AUTOMATIC' AND state IN ('STOPPED', 'STOPPING')
