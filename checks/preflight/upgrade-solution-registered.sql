-- id: upgrade-solution-registered
-- title: A solution must be upgraded before vCenter, or with it
-- severity: info
-- category: lifecycle
-- object: extension
-- key: source, product_key
-- why: The solution works with certain versions of vCenter only, and may have to be upgraded first.
-- fix: Look both up in the interoperability matrix, and keep to the order that it gives.
-- parameter: solutions list - extensions of products that are tied to the version of vCenter
SELECT source, product_key, version
FROM extension
WHERE product_key IN (SELECT value FROM json_each(:solutions))
