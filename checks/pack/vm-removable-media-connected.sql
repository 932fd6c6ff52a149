-- id: vm-removable-media-connected
-- title: A running machine has a CD-ROM or floppy connected
-- severity: info
-- category: configuration
-- object: vm
-- key: source, moid
-- why: A connected drive ties the machine to a host or an image on some datastore, and can keep it from being
--   moved or the host from being emptied.
-- fix: Disconnect the drive, and clear its connect-at-power-on setting.
-- answers: vcheck 60 VM/28 Removable Media Connected
-- answers: rvtools CDROM
-- answers: readiness connected CD-ROM
SELECT source, moid, name, connected_removable_count
FROM vm
WHERE power_state = 'poweredOn' AND connected_removable_count > 0
