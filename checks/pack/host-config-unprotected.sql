-- id: host-config-unprotected
-- title: A host has a Trusted Platform Module and does not protect its configuration with it
-- severity: info
-- category: security
-- object: host
-- key: source, moid
-- why: Whoever gets at the boot disk can read and change the host's configuration and keys.
-- fix: Change the encryption mode of the configuration to TPM, and keep the recovery key in a safe place first.
SELECT source, moid, name, tpm_version, configuration_encryption
FROM host
WHERE tpm_supported = 1 AND configuration_encryption = 'none'
