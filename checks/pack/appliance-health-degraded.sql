-- id: appliance-health-degraded
-- title: The appliance of vCenter reports trouble with a part of itself
-- severity: major
-- category: availability
-- object: appliance_health
-- key: source, component
-- why: The appliance finds its load, memory, storage, swap or database beyond what it can bear, so vCenter
--   becomes slow or stops.
-- fix: Give the appliance the processors, memory and disks of the size that fits the inventory; look at the
--   part named.
SELECT source, component, health
FROM appliance_health
WHERE health IN ('yellow', 'orange', 'red') AND component NOT IN ('system', 'software-packages')
