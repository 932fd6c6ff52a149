-- id: appliance-update-failed
-- title: An update of vCenter has failed or hangs
-- severity: major
-- category: lifecycle
-- object: appliance_update_state
-- key: source
-- why: The appliance is between two versions: services may be missing, and no other update can be installed.
-- fix: Look at the log of the update in the appliance; go back to the backup or snapshot if it cannot be
--   finished.
SELECT source, state, version, checked_at
FROM appliance_update_state
WHERE state IN ('INSTALL_FAILED', 'ROLLBACK_IN_PROGRESS', 'PREPARE_FAILED', 'ROLLBACK_FAILED')
