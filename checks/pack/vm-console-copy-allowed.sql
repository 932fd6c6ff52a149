-- id: vm-console-copy-allowed
-- title: Text can be copied between a machine and whoever looks at its console
-- severity: minor
-- category: security
-- object: vm
-- key: source, moid
-- why: Copy and paste through the console is off unless somebody turned it on, as here. What is on the
--   clipboard, often a password, can then be read on the other side.
-- fix: Set isolation.tools.copy.disable and isolation.tools.paste.disable to TRUE, or remove both: off is the
--   default.
SELECT v.source, v.moid, v.name, x.isolation_tools_copy_disable, x.isolation_tools_paste_disable,
       x.isolation_tools_dnd_disable
FROM vm_extra_config x
JOIN vm v ON v.source = x.source AND v.moid = x.vm_moid
WHERE x.isolation_tools_copy_disable IN ('FALSE', 'false', 'False', '0')
   OR x.isolation_tools_paste_disable IN ('FALSE', 'false', 'False', '0')
   OR x.isolation_tools_dnd_disable IN ('FALSE', 'false', 'False', '0')
