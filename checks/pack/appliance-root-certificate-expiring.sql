-- id: appliance-root-certificate-expiring
-- title: A root certificate that vCenter trusts has ended or soon will
-- severity: minor
-- category: certificate
-- object: appliance_certificate
-- key: source, chain_id, position
-- why: Certificates that this root issued are no longer trusted: hosts and solutions disconnect. An ended one
--   that is no longer used hides the next that matters.
-- fix: Find out what the root has issued; renew that from another root, then remove it from the trusted
--   roots.
-- parameter: days integer 60 days - what it has issued must be renewed before
SELECT c.source, c.chain_id, c.position, c.subject, c.issuer, c.not_after_at,
       (seconds(c.not_after_at) - seconds(s.observed_at)) / 86400 AS days_left
FROM appliance_certificate c
JOIN source s ON s.source = c.source
WHERE c.kind = 'trusted_root' AND seconds(c.not_after_at) - seconds(s.observed_at) <= :days * 86400
