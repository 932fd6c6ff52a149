-- id: vm-name-duplicate
-- title: Two machines have the same name
-- severity: info
-- category: configuration
-- object: vm
-- key: source, moid
-- why: Machines of one name in different folders or datacenters are taken for each other, by people and by
--   scripts that go by the name.
-- fix: Rename one of the two.
SELECT v.source, v.moid, v.name, v.power_state, d.machines
FROM (SELECT source, name, count(*) AS machines
      FROM vm
      WHERE name IS NOT NULL AND coalesce(ft_role, 0) < 2 AND coalesce(srm_placeholder, 0) = 0
      GROUP BY source, name
      HAVING count(*) > 1) d
JOIN vm v ON v.source = d.source AND v.name = d.name
WHERE coalesce(v.ft_role, 0) < 2 AND coalesce(v.srm_placeholder, 0) = 0
