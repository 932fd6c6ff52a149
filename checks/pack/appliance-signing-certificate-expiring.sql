-- id: appliance-signing-certificate-expiring
-- title: The certificate that vCenter signs logins with has ended or soon will
-- severity: critical
-- category: certificate
-- object: appliance_certificate
-- key: source, chain_id, position
-- why: When the signing certificate of the Security Token Service ends, nobody can log in, and the services
--   of vCenter do not start any more.
-- fix: Refresh the STS signing certificate under Administration, Certificates, and restart the services of
--   vCenter.
-- link: https://knowledge.broadcom.com/external/article?articleNumber=316619
-- parameter: days integer 90 days - vCenter itself begins to warn then
SELECT c.source, c.chain_id, c.position, c.subject, c.issuer, c.not_after_at,
       (seconds(c.not_after_at) - seconds(s.observed_at)) / 86400 AS days_left
FROM appliance_certificate c
JOIN source s ON s.source = c.source
WHERE c.kind = 'sts_signing' AND seconds(c.not_after_at) - seconds(s.observed_at) <= :days * 86400
