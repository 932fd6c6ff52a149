-- id: host-scratch-not-persistent
-- title: A host keeps its temporary data in memory
-- severity: minor
-- category: support
-- object: host
-- key: source, moid
-- why: Logs and diagnostic data are lost with every restart, just when a crash is to be understood; updates may
--   fail for want of space.
-- fix: Point the option ScratchConfig.ConfiguredScratchLocation to a folder of the host's own on a datastore,
--   or give the host a boot disk; then restart it.
-- link: https://docs.vmware.com/en/VMware-vSphere/7.0/com.vmware.esxi.install.doc/GUID-F149EDB3-F00F-43AB-9508-72331F4FE8DB.html
SELECT source, moid, name, scratch_location
FROM host
WHERE scratch_persistent = 0
