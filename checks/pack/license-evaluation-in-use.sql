-- id: license-evaluation-in-use
-- title: vCenter or a product beside the hosts runs on the evaluation licence
-- severity: major
-- category: licensing
-- object: license_assignment
-- key: source, entity_id, license_key
-- why: The evaluation ends after 60 days. Then the hosts disconnect from vCenter, or the product stops
--   working.
-- fix: Assign a licence that was bought to the object.
-- absence-of: host
-- answers: vcheck 10 vCenter/82 License Report
SELECT a.source, a.entity_id, a.license_key, a.entity_name, e.expires_at, e.hours_left
FROM license_assignment a
LEFT JOIN license_evaluation e ON e.source = a.source
LEFT JOIN host h ON h.source = a.source AND h.moid = a.entity_id
WHERE a.edition_key = 'eval' AND h.moid IS NULL
