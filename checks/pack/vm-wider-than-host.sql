-- id: vm-wider-than-host
-- title: A machine has more processors than its host has cores
-- severity: major
-- category: performance
-- object: vm
-- key: source, moid
-- why: The virtual processors cannot all run at once on cores of their own: they wait for each other, and the
--   machine is slower than it would be with fewer.
-- fix: Give the machine no more processors than one host has cores, better no more than one NUMA node has.
SELECT v.source, v.moid, v.name, v.cpu_count, h.cpu_core_count, h.name AS host_name
FROM vm v
JOIN host h ON h.source = v.source AND h.moid = v.host_moid
WHERE v.power_state = 'poweredOn' AND v.cpu_count > h.cpu_core_count
