-- id: upgrade-host-tpm-removed
-- title: The target does not use the TPM of a host
-- severity: minor
-- category: hardware
-- object: host
-- key: source, moid
-- why: The target does not support this version of the Trusted Platform Module: the lifecycle manager stops
--   at a warning, and what relies on the module ends.
-- fix: Ask the maker of the server for a newer module, or let the remediation ignore warnings about
--   unsupported devices.
-- parameter: tpm_removed list - versions of the Trusted Platform Module that the target does not support
SELECT source, moid, name, tpm_version
FROM host
WHERE tpm_supported = 1 AND tpm_version IN (SELECT value FROM json_each(:tpm_removed))
