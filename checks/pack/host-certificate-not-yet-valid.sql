-- id: host-certificate-not-yet-valid
-- title: A host's certificate is not valid yet
-- severity: major
-- category: certificate
-- object: host
-- key: source, moid
-- why: The certificate begins in the future: the clock of the host or of the authority was wrong when it was
--   made. Clients refuse it until then.
-- fix: Put the clocks right; then renew the host's certificate from vCenter.
SELECT h.source, h.moid, h.name, h.certificate_not_before_at
FROM host h
JOIN source s ON s.source = h.source
WHERE seconds(h.certificate_not_before_at) > seconds(s.observed_at)
