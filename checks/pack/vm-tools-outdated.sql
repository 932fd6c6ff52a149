-- id: vm-tools-outdated
-- title: VMware Tools of a machine are out of date
-- severity: minor
-- category: lifecycle
-- object: vm
-- key: source, moid
-- why: Old Tools bring old drivers and known faults into the guest. Tools that the guest's own distribution
--   cares for are not meant; templates are left out.
-- fix: Upgrade VMware Tools, at best together with the next restart of the guest.
-- answers: vcheck 60 VM/114 VM Tools Not Up to Date
-- answers: rvtools VM Tools
SELECT source, moid, name, tools_version_status, tools_version
FROM vm
WHERE coalesce(template, 0) = 0
  AND tools_version_status IN ('guestToolsNeedUpgrade', 'guestToolsTooOld', 'guestToolsSupportedOld')
