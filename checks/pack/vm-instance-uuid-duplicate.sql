-- id: vm-instance-uuid-duplicate
-- title: Two machines of a vCenter have the same instance UUID
-- severity: major
-- category: configuration
-- object: vm
-- key: source, moid
-- why: Backup, replication and monitoring know machines by this UUID. With two alike they protect one and
--   overwrite or skip the other.
-- fix: Change the UUID of one of the two through the API while it is off, then see that backups know both.
SELECT v.source, v.moid, v.name, v.instance_uuid, d.machines
FROM (SELECT source, instance_uuid, count(*) AS machines
      FROM vm
      WHERE instance_uuid IS NOT NULL AND coalesce(ft_role, 0) < 2
      GROUP BY source, instance_uuid
      HAVING count(*) > 1) d
JOIN vm v ON v.source = d.source AND v.instance_uuid = d.instance_uuid AND coalesce(v.ft_role, 0) < 2
