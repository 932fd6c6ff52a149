-- id: license-unassigned
-- title: A licence was bought and is assigned to nothing
-- severity: info
-- category: licensing
-- object: license
-- key: source, license_key
-- why: It costs support, or it was meant for objects that run on the evaluation or another licence.
-- fix: Assign it, or remove the key.
SELECT source, license_key, license_name, cost_unit, total_count, expires_at
FROM license
WHERE used_count = 0 AND edition_key <> 'eval'
