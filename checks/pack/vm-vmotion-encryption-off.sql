-- id: vm-vmotion-encryption-off
-- title: The moves of a machine are never encrypted
-- severity: info
-- category: security
-- object: vm
-- key: source, moid
-- why: While the machine is moved, its memory crosses the vMotion network in the clear, though the hosts
--   could encrypt it. By default they do so when both can.
-- fix: Set "Encrypted vMotion" to opportunistic or required.
SELECT source, moid, name, migrate_encryption
FROM vm
WHERE migrate_encryption = 'disabled'
