-- id: vm-hardware-version-old
-- title: The virtual hardware of a machine is old
-- severity: minor
-- category: lifecycle
-- object: vm
-- key: source, moid
-- why: Old virtual hardware misses features and mitigations of newer processors, and sooner or later keeps
--   the machine from running on newer hosts. Templates count: they pass it on.
-- fix: Upgrade the machine's hardware version when it is powered off; take a backup first, and upgrade Tools
--   before.
-- parameter: version integer 13 version - vmx-13 came with vSphere 6.5, the oldest release this program reads
SELECT source, moid, name, hardware_version, template
FROM vm
WHERE hardware_version < :version
