-- id: vm-cpu-count-high
-- title: A machine has very many virtual processors
-- severity: info
-- category: performance
-- object: vm
-- key: source, moid
-- why: Many processors are worth having only where they are used: each needs a core at the same time as the
--   others, and idle ones still cost. Machines are often made large to be safe.
-- fix: Compare with what the machine uses, and take processors away in the next maintenance.
-- answers: vcheck 60 VM/11 VMs with over CPU Count
-- parameter: count integer 32 processors - more than fits one NUMA node of most hosts in use
SELECT source, moid, name, cpu_count, cpu_usage_mhz, max_cpu_usage_mhz
FROM vm
WHERE cpu_count > :count
