-- id: host-encryption-keys-leaving
-- title: A host waits for a restart to give up encryption
-- severity: minor
-- category: security
-- object: host
-- key: source, moid
-- why: Encryption was disabled for the host, but keys stay in its memory and core dumps until it restarts;
--   machines that are encrypted cannot start there.
-- fix: Restart the host, or enable host encryption again if it was not wanted.
SELECT source, moid, name, crypto_state
FROM host
WHERE crypto_state = 'pendingIncapable'
