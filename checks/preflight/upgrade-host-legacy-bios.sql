-- id: upgrade-host-legacy-bios
-- title: A host starts with a legacy BIOS
-- severity: minor
-- category: hardware
-- object: host
-- key: source, moid
-- why: The target supports a legacy BIOS on few machines only; some hang at the start.
-- fix: Ask the maker of the server; where UEFI is possible, plan to install the host afresh with it.
-- link: https://docs.vmware.com/cn/VMware-vSphere/8.0/vsphere-esxi-installation/GUID-DEB8086A-306B-4239-BF76-E354679202FC.html
SELECT source, moid, name, firmware_type, vendor, model
FROM host
WHERE firmware_type = 'bios'
