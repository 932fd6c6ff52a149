-- id: vm-created-many
-- title: Very many machines were made in a short time
-- severity: info
-- category: lifecycle
-- object: event
-- key: source
-- why: A script that runs away, or a desktop pool that is made anew again and again, fills datastores and the
--   inventory before anybody looks.
-- fix: See in vCenter's events who made the machines, and whether they are needed.
-- answers: vcheck 60 VM/09 Created or cloned VMs
-- parameter: count integer 100 machines - in the history that was read, a day unless asked otherwise; 0 lists
--   every source with a new one
SELECT e.source, e.machines
FROM (SELECT source, count(*) AS machines
      FROM event
      WHERE type IN ('VmCreatedEvent', 'VmClonedEvent', 'VmDeployedEvent', 'VmRegisteredEvent')
      GROUP BY source) e
WHERE e.machines > :count
