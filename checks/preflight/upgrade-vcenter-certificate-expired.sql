-- id: upgrade-vcenter-certificate-expired
-- title: A certificate of vCenter has expired
-- severity: critical
-- category: certificate
-- object: appliance_certificate
-- key: source, kind, chain_id, position
-- why: Services of an upgraded vCenter do not start with a certificate that has ended, least of all with an
--   expired token signing certificate.
-- fix: Renew the certificate and see that all services run, before the upgrade.
SELECT c.source, c.kind, c.chain_id, c.position, c.not_after_at
FROM appliance_certificate c
JOIN source s ON s.source = c.source
WHERE c.kind IN ('tls', 'sts_signing') AND seconds(c.not_after_at) <= seconds(s.observed_at)
