-- id: host-directory-admins-default
-- title: Whoever may create a group in the directory can take over a host
-- severity: major
-- category: security
-- object: host
-- key: source, moid
-- why: The host makes members of a group of the directory its administrators, and the group still has the name
--   that every ESXi comes with. Attackers create that group and are in.
-- fix: Set Config.HostAgent.plugins.hostsvc.esxAdminsGroupAutoAdd to false, or name a group of your own in
--   Config.HostAgent.plugins.hostsvc.esxAdminsGroup.
-- link: https://stigui.neal.codes/stigs/VMW_vSphere_8-0_ESXi_STIG/groups/V-258796
SELECT h.source, h.moid, h.name, a.joined_domain, h.directory_admin_group
FROM host h
JOIN host_authentication a ON a.source = h.source AND a.host_moid = h.moid
                          AND a.store_type = 'HostActiveDirectoryInfo' AND a.enabled = 1
JOIN host_option o ON o.source = h.source AND o.host_moid = h.moid
                  AND o.option_key = 'Config.HostAgent.plugins.hostsvc.esxAdminsGroupAutoAdd'
WHERE h.directory_admin_group_default = 1 AND o.public_value IN ('true', 'TRUE', '1')
