-- id: vm-guest-name-duplicate
-- title: Two running guests have the same host name
-- severity: minor
-- category: configuration
-- object: vm
-- key: source, moid
-- why: A copy runs beside its original under the same name: in DNS, in the domain and in monitoring one hides
--   the other.
-- fix: Rename the copy in its guest, or shut it down.
SELECT v.source, v.moid, v.name, v.guest_host_name, d.machines
FROM (SELECT source, guest_host_name, count(*) AS machines
      FROM vm
      WHERE guest_host_name IS NOT NULL AND guest_host_name NOT IN ('localhost', 'localhost.localdomain')
        AND power_state = 'poweredOn' AND coalesce(ft_role, 0) < 2
      GROUP BY source, guest_host_name
      HAVING count(*) > 1) d
JOIN vm v ON v.source = d.source AND v.guest_host_name = d.guest_host_name AND v.power_state = 'poweredOn'
         AND coalesce(v.ft_role, 0) < 2
