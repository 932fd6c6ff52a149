-- id: host-tpm-missing
-- title: A host has no Trusted Platform Module that ESXi can use
-- severity: info
-- category: security
-- object: host
-- key: source, moid
-- why: vCenter cannot attest the host, and the host's configuration and keys are not bound to its hardware.
-- fix: Fit or enable a module of version 2.0 with SHA-256 in the firmware, if the machine takes one.
SELECT source, moid, name, model, firmware_type
FROM host
WHERE tpm_supported = 0
