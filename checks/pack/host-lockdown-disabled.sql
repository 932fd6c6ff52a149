-- id: host-lockdown-disabled
-- title: A host is not in lockdown mode
-- severity: info
-- category: security
-- object: host
-- key: source, moid
-- why: Without lockdown mode, accounts of the host itself can log in and change it past vCenter.
-- fix: Enable normal lockdown mode where nobody needs to reach hosts directly, and list the exceptions.
-- answers: vcheck 30 Host/21 ESXi hosts which do not have Lockdown mode enabled
SELECT source, moid, name, lockdown_mode
FROM host
WHERE lockdown_mode = 'lockdownDisabled'
