-- id: host-pdl-autoremove-off
-- title: A host keeps devices that are lost for good
-- severity: info
-- category: storage
-- object: host
-- key: source, moid
-- why: A device that the array took away stays listed and is tried again; it was wanted for stretched storage
--   in old versions only.
-- fix: Set the option Disk.AutoremoveOnPDL to 1, unless the array's maker asks for 0.
SELECT h.source, h.moid, h.name, o.public_value AS value
FROM host h
JOIN host_option o ON o.source = h.source AND o.host_moid = h.moid
                  AND o.option_key = 'Disk.AutoremoveOnPDL'
WHERE o.public_value = '0'
