-- id: appliance-certificate-weak
-- title: A certificate of vCenter is signed weakly
-- severity: minor
-- category: certificate
-- object: appliance_certificate
-- key: source, kind, chain_id, position
-- why: SHA-1, MD5 and short RSA keys can be forged; newer clients and newer vCenter versions refuse them,
--   which blocks an upgrade.
-- fix: Replace the certificate by one with SHA-256 and an RSA key of 2048 bits or more.
SELECT source, kind, chain_id, position, subject, signature_algorithm, key_bits
FROM appliance_certificate
WHERE kind IN ('tls', 'sts_signing')
  AND (signature_algorithm IN ('RSA-SHA1', 'RSA-MD5', 'RSA-SHA1-2', 'ecdsa-with-SHA1') OR key_bits BETWEEN 522 AND 2047)
