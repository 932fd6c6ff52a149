-- id: host-quarantine
-- title: A host is in quarantine
-- severity: major
-- category: hardware
-- object: host
-- key: source, moid
-- why: The maker's health provider found a part degraded, so DRS moves machines away where it can. The host may
--   fail, and its capacity is not to be counted on.
-- fix: Look into the host's hardware health and the maker's tool, replace the part, then take the host out of
--   quarantine.
SELECT source, moid, name, overall_status
FROM host
WHERE quarantine_mode = 1
