-- id: host-license-evaluation
-- title: A host runs on the evaluation licence
-- severity: major
-- category: licensing
-- object: host
-- key: source, moid
-- why: When the evaluation ends the host disconnects from vCenter and machines on it cannot be started any
--   more.
-- fix: Assign a licence to the host in vCenter before the evaluation ends.
-- answers: vcheck 30 Host/130 Eval License Key
SELECT h.source, h.moid, h.name, e.expires_at, e.hours_left / 24 AS days_left
FROM host h
JOIN license_assignment a ON a.source = h.source AND a.entity_id = h.moid
LEFT JOIN license_evaluation e ON e.source = h.source
WHERE a.edition_key = 'eval'
