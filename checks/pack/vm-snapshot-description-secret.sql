-- id: vm-snapshot-description-secret
-- title: The description of a snapshot speaks of a password
-- severity: major
-- category: security
-- object: vm_snapshot
-- key: source, vm_moid, snapshot_moid
-- why: Descriptions are read by everybody who may see the machine and stand in every export of the inventory.
--   A password written there is known to all of them.
-- fix: Look at the description; if a password stands there, change it, and edit or remove the snapshot.
--   Accept the finding when it only uses the word.
-- answers: readiness clear-text secrets in snapshot descriptions
SELECT n.source, n.vm_moid, n.snapshot_moid, v.name AS vm_name, n.name, n.created_at
FROM vm_snapshot n
LEFT JOIN vm v ON v.source = n.source AND v.moid = n.vm_moid
WHERE n.description_names_secret = 1
