-- id: license-almost-used
-- title: A licence is almost used up
-- severity: info
-- category: licensing
-- object: license
-- key: source, license_key
-- why: The next host may find no licence.
-- fix: Buy more in time, or free some by removing hosts that are no longer needed.
-- parameter: percent integer 95 percent - less than one host is left of most purchases
SELECT source, license_key, license_name, cost_unit, total_count, used_count
FROM license
WHERE total_count > 1 AND used_count <= total_count AND used_count * 100 >= total_count * :percent
