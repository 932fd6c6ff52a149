-- id: vm-question-pending
-- title: A machine waits for an answer
-- severity: major
-- category: availability
-- object: vm
-- key: source, moid
-- why: The machine stands still until somebody answers a question, often about a full datastore or a moved
--   disk.
-- fix: Open the machine in vCenter, read the question, remove its cause and answer.
SELECT source, moid, name, power_state
FROM vm
WHERE question_pending = 1
