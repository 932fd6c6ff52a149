-- id: vm-guest-name-differs
-- title: A guest has another host name than its machine
-- severity: info
-- category: configuration
-- object: vm
-- key: source, moid
-- why: Neither name is a part of the other. Whoever restarts or deletes a machine by its name in vCenter may
--   take down another service than they think.
-- fix: Rename the machine after its guest, or the guest after its machine.
-- answers: vcheck 60 VM/66 Misnamed VM
SELECT v.source, v.moid, v.name, v.guest_host_name
FROM vm v
LEFT JOIN vm_extra_config x ON x.source = v.source AND x.vm_moid = v.moid
WHERE v.guest_name_differs = 1 AND v.power_state = 'poweredOn' AND coalesce(x.cluster_agent, 0) = 0
