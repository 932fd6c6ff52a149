-- id: vm-customization-failed
-- title: The customization of a guest failed
-- severity: minor
-- category: configuration
-- object: vm
-- key: source, moid
-- why: A machine made from a template did not get the name, address or domain it was to have: it runs as a
--   twin of the template, or not at all as planned.
-- fix: Read the customization log in the guest, and customize or deploy the machine again.
SELECT source, moid, name, customization_status, guest_host_name
FROM vm
WHERE customization_status = 'TOOLSDEPLOYPKG_FAILED'
