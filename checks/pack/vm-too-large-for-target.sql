-- id: vm-too-large-for-target
-- title: A machine is larger than the largest host of a migration's target
-- severity: major
-- category: lifecycle
-- object: vm
-- key: source, moid
-- why: The site plans to move to a target whose hosts have so many cores and so much memory. This machine
--   would not start there.
-- fix: Make the machine smaller, split what it does, or choose larger hosts.
-- answers: readiness vCPU above the largest target
-- answers: readiness memory above the largest target
-- parameter: migration_targets list - where machines are to move, by names of the site's choice; empty while nothing is
--   planned
-- parameter: cpus integer 36 processors - a common host of hosted vSphere; set what the planned hosts have
-- parameter: memory_gib integer 576 GiB - a common host of hosted vSphere; set what the planned hosts have
SELECT source, moid, name, cpu_count, memory_bytes
FROM vm
WHERE (cpu_count > :cpus OR memory_bytes > :memory_gib * 1073741824) AND (SELECT count(*) FROM json_each(:migration_targets)) > 0
