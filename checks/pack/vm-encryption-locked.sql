-- id: vm-encryption-locked
-- title: An encrypted machine is locked: its key is missing
-- severity: critical
-- category: security
-- object: vm
-- key: source, moid
-- why: The host cannot get the key from its provider. The machine cannot be started, changed or moved until
--   it can, and if the key is lost so is the machine.
-- fix: Restore the connection between vCenter and the key provider, see that the key is there, then unlock
--   the machine.
SELECT source, moid, name, crypto_state, key_provider_id, connection_state
FROM vm
WHERE crypto_state = 'locked'
