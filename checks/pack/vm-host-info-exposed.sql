-- id: vm-host-info-exposed
-- title: A guest sees figures of its host
-- severity: info
-- category: security
-- object: vm
-- key: source, moid
-- why: Programs in the guest can read the load and hardware of the host they run on, which tells an intruder
--   about the rest of the site. Only some programs that measure or license by hardware need it.
-- fix: Set tools.guestlib.enableHostInfo to FALSE unless such a program runs in the guest.
SELECT v.source, v.moid, v.name, x.tools_guestlib_enable_host_info
FROM vm_extra_config x
JOIN vm v ON v.source = x.source AND v.moid = x.vm_moid
WHERE x.tools_guestlib_enable_host_info IN ('TRUE', 'true', 'True', '1')
