-- id: vm-annotation-secret
-- title: The notes of a machine speak of a password
-- severity: major
-- category: security
-- object: vm
-- key: source, moid
-- why: Notes are read by everybody who may see the machine, stand in every export of the inventory and are
--   copied with it to other sites. A password written there is known to all of them.
-- fix: Look at the notes; if a password stands there, change it, keep it in a password store and take it out
--   of the notes. Accept the finding when the notes only use the word.
-- answers: readiness clear-text secrets in annotations
SELECT source, moid, name, template
FROM vm
WHERE annotation_names_secret = 1
