-- id: appliance-service-disabled-running
-- title: A disabled service of vCenter runs
-- severity: info
-- category: configuration
-- object: appliance_service
-- key: source, service
-- why: It was started by hand and will be missing after the next restart of the appliance.
-- fix: Stop it, or set it to start automatically.
-- answers: vcheck 10 vCenter/41 vCenter Services
SELECT source, service, state, startup
FROM appliance_service
WHERE startup = 'DISABLED' AND state = 'STARTED'
