-- id: host-certificate-self-signed
-- title: A host has a certificate that it signed itself
-- severity: minor
-- category: certificate
-- object: host
-- key: source, moid
-- why: Nobody vouches for the certificate, so a client that accepts it accepts that of an attacker as well.
-- fix: Renew the host's certificate from vCenter, or install one of your own authority.
SELECT source, moid, name, certificate_not_after_at
FROM host
WHERE certificate_issuer = certificate_subject
