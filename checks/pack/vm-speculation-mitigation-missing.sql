-- id: vm-speculation-mitigation-missing
-- title: A running machine does not use the processor's means against Spectre
-- severity: minor
-- category: security
-- object: vm
-- key: source, moid
-- why: The guest cannot guard itself against attacks on speculation: its virtual hardware is too old to show
--   IBRS, IBPB and STIBP, or it has not been powered off and on since the hosts got them.
-- fix: Raise the hardware version to 9 or later, then power the machine off and on; a restart of the guest is
--   not enough.
-- answers: vcheck 60 VM/123 VM Check for Spectre Mitigation
SELECT v.source, v.moid, v.name, v.hardware_version, v.requires_ibrs, v.requires_ibpb, v.requires_stibp
FROM vm v
LEFT JOIN vm_extra_config x ON x.source = v.source AND x.vm_moid = v.moid
WHERE v.power_state = 'poweredOn' AND coalesce(x.cluster_agent, 0) = 0
  AND (v.hardware_version < 9 OR (v.requires_ibrs = 0 AND v.requires_ibpb = 0 AND v.requires_stibp = 0))
