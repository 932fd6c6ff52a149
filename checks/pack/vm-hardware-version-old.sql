-- id: vm-hardware-version-old
-- title: The virtual hardware of a machine is old
-- severity: minor
-- category: lifecycle
-- object: vm
-- key: source, moid
-- why: Old virtual hardware misses features and mitigations of newer processors, and sooner or later keeps
--   the machine from running on newer hosts. Templates count: they pass it on. Machines of the cluster
--   services (vCLS) are left out: the cluster replaces them itself.
-- fix: Upgrade the machine's hardware version when it is powered off; take a backup first, and upgrade Tools
--   before.
-- answers: vcheck 60 VM/22 Checking VM Hardware Version
-- answers: readiness VM hardware too old
-- parameter: version integer 13 version - vmx-13 came with vSphere 6.5, the oldest release this program reads
SELECT v.source, v.moid, v.name, v.hardware_version, v.template
FROM vm v
LEFT JOIN vm_extra_config x ON x.source = v.source AND x.vm_moid = v.moid
WHERE v.hardware_version < :version AND coalesce(x.cluster_agent, 0) = 0
