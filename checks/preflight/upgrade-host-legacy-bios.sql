-- id: upgrade-host-legacy-bios
-- title: A host starts with a legacy BIOS
-- severity: minor
-- category: hardware
-- object: host
-- key: source, moid
-- why: The target supports a legacy BIOS on few machines only; some hang at the start.
-- fix: Ask the maker of the server; where UEFI is possible, plan to install the host afresh with it.
SELECT source, moid, name, firmware_type, vendor, model
FROM host
WHERE firmware_type = 'bios'
