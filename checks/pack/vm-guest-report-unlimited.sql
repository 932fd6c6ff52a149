-- id: vm-guest-report-unlimited
-- title: A guest may fill its host's storage with what it reports
-- severity: minor
-- category: security
-- object: vm
-- key: source, moid
-- why: What the guest tells of itself is kept in the machine's configuration file. Its size is limited to 1
--   MB unless somebody set another limit, as here.
-- fix: Set tools.setInfo.sizeLimit to one MB in bytes, or remove it.
-- parameter: bytes integer 1048576 bytes - the default of the product
SELECT v.source, v.moid, v.name, x.tools_set_info_size_limit
FROM vm_extra_config x
JOIN vm v ON v.source = x.source AND v.moid = x.vm_moid
WHERE x.tools_set_info_size_limit = x.tools_set_info_size_limit + 0
  AND (x.tools_set_info_size_limit + 0 > :bytes OR x.tools_set_info_size_limit + 0 < 0)
