-- id: license-overused
-- title: More of a licence is in use than was bought
-- severity: major
-- category: licensing
-- object: license
-- key: source, license_key
-- why: The licence is breached; vCenter refuses to add hosts to it, and an audit will find it.
-- fix: Buy what is missing, or assign another licence to some of the objects.
-- answers: vcheck 10 vCenter/82 License Report
SELECT source, license_key, license_name, cost_unit, total_count, used_count
FROM license
WHERE total_count > 0 AND used_count > total_count
