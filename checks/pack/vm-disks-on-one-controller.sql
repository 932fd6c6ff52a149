-- id: vm-disks-on-one-controller
-- title: A machine has many disks on one controller
-- severity: info
-- category: performance
-- object: vm_disk
-- key: source, vm_moid, controller_key
-- why: The disks share one queue. Databases that keep data, logs and temporary files on disks of their own
--   gain little while these wait for each other.
-- fix: Spread the disks over up to four ParaVirtual controllers while the machine is off, the busiest on one
--   of their own.
-- parameter: count integer 8 disks - one controller serves as many without trouble on common storage
SELECT k.source, k.vm_moid, k.controller_key, v.name AS vm_name, k.disks
FROM (SELECT source, vm_moid, controller_key, count(*) AS disks
      FROM vm_disk
      WHERE controller_key IS NOT NULL
      GROUP BY source, vm_moid, controller_key
      HAVING count(*) > :count) k
LEFT JOIN vm v ON v.source = k.source AND v.moid = k.vm_moid
