-- id: resource-pool-limit-configured
-- title: A resource pool has a limit
-- severity: minor
-- category: performance
-- object: resource_pool
-- key: source, moid
-- why: All machines of the pool together get no more than the limit even while the hosts idle. Limits are
--   usually forgotten and look like slow machines.
-- fix: Remove the limit; use shares, or a reservation of other pools, to divide what is scarce.
SELECT source, moid, name, cpu_limit_mhz, memory_limit_bytes
FROM resource_pool
WHERE parent_moid <> owner_moid AND (cpu_limit_mhz IS NOT NULL OR memory_limit_bytes IS NOT NULL)
