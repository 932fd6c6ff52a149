-- id: host-certificate-expiring
-- title: A host's certificate has expired or soon will
-- severity: major
-- category: security
-- object: host
-- key: source, moid
-- why: When the certificate of a host ends, vCenter loses trust in it: the host may disconnect, and moves,
--   backups and consoles fail.
-- fix: Renew the host's certificate from vCenter, or install a new one from your own authority before the day
--   given.
-- parameter: days integer 60 days - leaves time for a change request and a maintenance window
-- answers: vcheck 30 Host/110 Host Certificate Expiration Check
SELECT h.source, h.moid, h.name, h.certificate_not_after_at,
       (seconds(h.certificate_not_after_at) - seconds(s.observed_at)) / 86400 AS days_left
FROM host h
JOIN source s ON s.source = h.source
WHERE seconds(h.certificate_not_after_at) - seconds(s.observed_at) <= :days * 86400
