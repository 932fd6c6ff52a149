-- id: vm-limit-configured
-- title: A machine has a CPU or memory limit
-- severity: minor
-- category: performance
-- object: vm
-- key: source, moid
-- why: A limit holds even when the host has plenty, and is not seen from inside the guest. A memory limit
--   below the machine's memory makes the host swap. Most limits are left over from a template or a test.
-- fix: Remove the limit, and use shares or a resource pool where order is needed.
-- answers: vcheck 60 VM/50 VMs with CPU or Memory Limits Configured
SELECT source, moid, name, cpu_limit_mhz, memory_limit_bytes, memory_bytes
FROM vm
WHERE cpu_limit_mhz IS NOT NULL OR memory_limit_bytes IS NOT NULL
