-- id: vm-cpu-affinity
-- title: A machine is bound to certain processors
-- severity: minor
-- category: performance
-- object: vm
-- key: source, moid
-- why: A machine with CPU affinity waits for its processors while others idle, DRS cannot move it and a host
--   with it cannot be emptied.
-- fix: Remove the affinity; use reservations or shares where the machine has to come first.
SELECT source, moid, name, cpu_affinity_count, cpu_count
FROM vm
WHERE cpu_affinity_count > 0
