-- id: vm-bios-uuid-duplicate
-- title: Two machines have the same BIOS UUID
-- severity: minor
-- category: configuration
-- object: vm
-- key: source, moid
-- why: Guests, licences, backup agents and system management in the guest know a machine by its BIOS UUID.
--   Twins take each other's place there. Copies of files instead of clones lead to this.
-- fix: Set a new uuid.bios on one of the two while it is off, after looking for programs in the guest that
--   are bound to the old one.
-- link: https://knowledge.broadcom.com/external/article/320246/changing-or-keeping-a-uuid-for-a-moved-v.html
SELECT v.source, v.moid, v.name, v.bios_uuid, d.machines
FROM (SELECT source, bios_uuid, count(*) AS machines
      FROM vm
      WHERE bios_uuid IS NOT NULL AND coalesce(ft_role, 0) < 2 AND coalesce(srm_placeholder, 0) = 0
      GROUP BY source, bios_uuid
      HAVING count(*) > 1) d
JOIN vm v ON v.source = d.source AND v.bios_uuid = d.bios_uuid
WHERE coalesce(v.ft_role, 0) < 2 AND coalesce(v.srm_placeholder, 0) = 0
