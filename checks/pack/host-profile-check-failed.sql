-- id: host-profile-check-failed
-- title: The compliance of a host with its profile could not be checked
-- severity: minor
-- category: configuration
-- object: host
-- key: source, moid
-- why: The last check against the host profile ended with an error, so nobody knows whether the host still
--   complies.
-- fix: Start the check again from vCenter and read its error; answer the profile's open questions for this host
--   (its customisation).
SELECT source, moid, name, compliance_status, compliance_checked_at
FROM host
WHERE compliance_check_state = 'failed'
