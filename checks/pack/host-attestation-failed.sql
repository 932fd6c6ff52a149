-- id: host-attestation-failed
-- title: A host failed its attestation
-- severity: major
-- category: security
-- object: host
-- key: source, moid
-- why: What the Trusted Platform Module measured at the start is not what vCenter expects: firmware, boot
--   loader or kernel were changed, or Secure Boot is off.
-- fix: Read the reason under the cluster's security monitoring. Switch on Secure Boot in the firmware and start
--   anew; if nothing explains it, treat the host as broken into.
SELECT source, moid, name, tpm_attestation_status, tpm_attested_at, tpm_version
FROM host
WHERE tpm_attestation_status = 'notAccepted'
