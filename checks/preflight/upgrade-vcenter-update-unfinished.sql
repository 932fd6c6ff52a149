-- id: upgrade-vcenter-update-unfinished
-- title: An update of vCenter is under way or has failed
-- severity: critical
-- category: lifecycle
-- object: appliance_update_state
-- key: source, version
-- why: An upgrade must begin from a vCenter that is whole.
-- fix: Let the update end, or return to the backup or snapshot made before it.
SELECT source, version, state
FROM appliance_update_state
WHERE state IN ('STAGE_IN_PROGRESS', 'INSTALL_IN_PROGRESS', 'INSTALL_FAILED', 'ROLLBACK_IN_PROGRESS')
