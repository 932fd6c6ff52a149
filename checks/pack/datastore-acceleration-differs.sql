-- id: datastore-acceleration-differs
-- title: Hardware acceleration of a shared volume works on some hosts only
-- severity: minor
-- category: performance
-- object: host_mount
-- key: source, host_moid, volume_type, name
-- why: On this host the volume is without hardware acceleration that others have with it. Clones and the writing of
--   zeroes go over the wire, and VMFS locks the whole device.
-- fix: Compare the advanced options DataMover.* and VMFS3.HardwareAcceleratedLocking and the plug-ins of the array
--   with those of the other hosts.
SELECT m.source, m.host_moid, m.volume_type, m.name, h.name AS host_name, m.vstorage_support
FROM host_mount m
LEFT JOIN host h ON h.source = m.source AND h.moid = m.host_moid
WHERE m.volume_type = 'VMFS' AND m.vstorage_support = 'vStorageUnsupported'
  AND (m.source, m.volume_uuid) IN (SELECT source, volume_uuid
                                    FROM host_mount
                                    WHERE volume_type = 'VMFS' AND vstorage_support = 'vStorageSupported')
