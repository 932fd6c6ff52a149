-- id: upgrade-host-memory-small
-- title: A host has less memory than the target needs
-- severity: critical
-- category: hardware
-- object: host
-- key: source, moid
-- why: The installer of the target refuses a host with less memory.
-- fix: Add memory, or replace the host.
-- parameter: host_memory_gib integer 8 GiB - what the target asks for; five percent less still count, as
--   firmware keeps some
SELECT source, moid, name, memory_bytes
FROM host
WHERE memory_bytes < :host_memory_gib * 1073741824 / 100 * 95
