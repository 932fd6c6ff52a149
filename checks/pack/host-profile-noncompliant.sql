-- id: host-profile-noncompliant
-- title: A host does not comply with its host profile
-- severity: minor
-- category: configuration
-- object: host
-- key: source, moid
-- why: The host was changed past its profile, or missed a change to it. It behaves unlike its neighbours, and
--   the next remediation may restart it or undo a change somebody needs.
-- fix: Look at the failed settings in the profile's compliance view; then remediate the host, or take the
--   setting into the profile.
-- answers: vcheck 30 Host/105 Host Profile Compliance
SELECT source, moid, name, compliance_checked_at
FROM host
WHERE compliance_status = 'nonCompliant'
