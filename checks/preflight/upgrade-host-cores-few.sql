-- id: upgrade-host-cores-few
-- title: A host has fewer processor cores than the target needs
-- severity: critical
-- category: hardware
-- object: host
-- key: source, moid
-- why: The installer of the target refuses a host with fewer cores.
-- fix: Replace the host, or enable cores that its firmware hides.
-- parameter: host_cores integer 2 cores - what the target asks for
SELECT source, moid, name, cpu_core_count
FROM host
WHERE cpu_core_count < :host_cores
