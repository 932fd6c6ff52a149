-- id: vm-hot-add-unexpected
-- title: Hot-add of a machine is not set as the site expects
-- severity: info
-- category: configuration
-- object: vm
-- key: source, moid
-- why: The site states whether processors and memory may be added while a machine runs; this one differs, so
--   a change that was planned without a stop may need one, or the guest pays for a feature nobody uses.
-- fix: Change the setting while the machine is off, with an eye on NUMA for machines of more than one node.
-- answers: vcheck 60 VM/201 VMs Hot Add Configuration
-- parameter: addable list - what may be added while a machine runs: cpu, memory; write none when nothing may
SELECT v.source, v.moid, v.name, v.cpu_hot_add_enabled, v.memory_hot_add_enabled
FROM vm v
LEFT JOIN vm_extra_config x ON x.source = v.source AND x.vm_moid = v.moid
WHERE (v.cpu_hot_add_enabled <> ('cpu' IN (SELECT value FROM json_each(:addable)))
       OR v.memory_hot_add_enabled <> ('memory' IN (SELECT value FROM json_each(:addable))))
  AND coalesce(x.cluster_agent, 0) = 0
