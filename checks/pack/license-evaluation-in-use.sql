-- id: license-evaluation-in-use
-- title: An object runs on the evaluation licence
-- severity: major
-- category: licensing
-- object: license_assignment
-- key: source, entity_id, license_key
-- why: The evaluation ends after 60 days. Then hosts disconnect and machines that are off cannot be powered
--   on.
-- fix: Assign a licence that was bought to the object.
-- answers: vcheck 10 vCenter/82 License Report
SELECT a.source, a.entity_id, a.license_key, a.entity_name, e.expires_at, e.hours_left
FROM license_assignment a
LEFT JOIN license_evaluation e ON e.source = a.source
WHERE a.edition_key = 'eval'
