-- id: vm-evc-mode-differs
-- title: A running machine has another EVC mode than its cluster
-- severity: minor
-- category: configuration
-- object: vm
-- key: source, moid
-- why: The machine was started before EVC was set or changed, and uses the processor as it was then. If it
--   uses a newer one than the cluster promises, it cannot move to every host; if an older one, it lacks
--   features and mitigations that the hosts have.
-- fix: Power the machine off and on in the next maintenance; a restart of the guest is not enough. Machines
--   with an EVC mode of their own (since vSphere 6.7) are meant to differ: accept the finding for them.
-- answers: vcheck 60 VM/49 EVC Mismatch
SELECT v.source, v.moid, v.name, v.min_evc_mode, c.evc_mode, c.name AS cluster_name
FROM vm v
JOIN host h ON h.source = v.source AND h.moid = v.host_moid
JOIN cluster c ON c.source = h.source AND c.moid = h.cluster_moid
WHERE v.power_state = 'poweredOn' AND v.min_evc_mode <> c.evc_mode
