-- id: upgrade-vcenter-certificate-weak
-- title: A certificate of vCenter is signed with a weak algorithm
-- severity: critical
-- category: certificate
-- object: appliance_certificate
-- key: source, kind, chain_id, position
-- why: The pre-check of the upgrade fails on certificates that are signed with SHA-1 or older; the trusted
--   roots count, too.
-- fix: Replace the certificate by one that is signed with SHA-2, and remove the old root from the trusted
--   ones once nothing uses it.
-- parameter: weak_signatures list - algorithms that the target no longer accepts
SELECT source, kind, chain_id, position, subject, signature_algorithm, not_after_at
FROM appliance_certificate
WHERE signature_algorithm IN (SELECT value FROM json_each(:weak_signatures))
