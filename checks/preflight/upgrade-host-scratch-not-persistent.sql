-- id: upgrade-host-scratch-not-persistent
-- title: A host keeps its temporary data in memory
-- severity: minor
-- category: storage
-- object: host
-- key: source, moid
-- why: So it is when a host boots from an SD card or USB stick without a disk beside it. The target wants a
--   boot disk of 32 GB; without one it writes to the stick until that fails.
-- fix: Give the host a local disk, and install or move its system data there before the upgrade.
-- link: https://docs.vmware.com/en/VMware-vSphere/7.0/com.vmware.esxi.install.doc/GUID-DEB8086A-306B-4239-BF76-E354679202FC.html
SELECT source, moid, name, scratch_persistent
FROM host
WHERE scratch_persistent = 0
