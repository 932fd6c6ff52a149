-- id: host-vmfs-hardware-locking-off
-- title: A host locks volumes without the help of the array
-- severity: minor
-- category: storage
-- object: host
-- key: source, moid
-- why: The host reserves a whole volume to change a file's metadata. All hosts wait meanwhile, and volumes made
--   for hardware locking only may not mount.
-- fix: Set the option VMFS3.HardwareAcceleratedLocking to 1, unless the array's maker asks for 0.
SELECT h.source, h.moid, h.name, o.public_value AS value
FROM host h
JOIN host_option o ON o.source = h.source AND o.host_moid = h.moid
                  AND o.option_key = 'VMFS3.HardwareAcceleratedLocking'
WHERE o.public_value = '0'
