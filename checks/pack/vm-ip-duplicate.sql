-- id: vm-ip-duplicate
-- title: Two running machines report the same address
-- severity: minor
-- category: network
-- object: vm
-- key: source, moid
-- why: If both are in one network, connections reach now one, now the other. In networks that are kept apart
--   it is allowed: accept the finding for those.
-- fix: Find out which machine owns the address, and change the other's in its guest.
SELECT v.source, v.moid, v.name, v.ip_address, d.machines
FROM (SELECT source, ip_address, count(*) AS machines
      FROM vm
      WHERE ip_address IS NOT NULL AND power_state = 'poweredOn' AND coalesce(ft_role, 0) < 2
      GROUP BY source, ip_address
      HAVING count(*) > 1) d
JOIN vm v ON v.source = d.source AND v.ip_address = d.ip_address AND v.power_state = 'poweredOn'
         AND coalesce(v.ft_role, 0) < 2
