-- id: appliance-certificate-expiring
-- title: The certificate of vCenter has ended or soon will
-- severity: major
-- category: certificate
-- object: appliance_certificate
-- key: source, chain_id, position
-- why: When the certificate that vCenter shows ends, clients, backups and solutions refuse to talk to it, and
--   renewing it under pressure is hard.
-- fix: Renew the machine SSL certificate under Administration, Certificates, before the day given.
-- parameter: days integer 60 days - leaves time for a change request and a maintenance window
SELECT c.source, c.chain_id, c.position, c.subject, c.issuer, c.not_after_at,
       (seconds(c.not_after_at) - seconds(s.observed_at)) / 86400 AS days_left
FROM appliance_certificate c
JOIN source s ON s.source = c.source
WHERE c.kind = 'tls' AND seconds(c.not_after_at) - seconds(s.observed_at) <= :days * 86400
