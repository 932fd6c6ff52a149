-- id: license-expiring
-- title: A licence in use has ended or soon will
-- severity: major
-- category: licensing
-- object: source
-- key: source, license_key
-- why: When the licence of hosts ends they disconnect from vCenter and no machine can be powered on; when
--   that of vCenter ends, its hosts disconnect.
-- fix: Renew the subscription or enter the new key and assign it before the day given.
-- parameter: days integer 60 days - leaves time for a purchase
-- answers: vcheck 10 vCenter/82 License Report
SELECT a.source, a.license_key, a.license_name, a.expires_at, count(*) AS assigned_count,
       (seconds(a.expires_at) - seconds(s.observed_at)) / 86400 AS days_left
FROM license_assignment a
JOIN source s ON s.source = a.source
WHERE seconds(a.expires_at) - seconds(s.observed_at) <= :days * 86400 AND coalesce(a.edition_key <> 'eval', 1)
GROUP BY a.source, a.license_key, a.license_name, a.expires_at, s.observed_at
