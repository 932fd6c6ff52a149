-- id: host-unsigned-code-allowed
-- title: A host runs programs that were not installed
-- severity: info
-- category: security
-- object: host
-- key: source, moid
-- why: Whoever gets in can run programs of their own, as ransomware for ESXi does. The option lets only
--   installed packages run.
-- fix: Set the option VMkernel.Boot.execInstalledOnly to true, best enforced by the Trusted Platform Module,
--   and restart the host.
SELECT h.source, h.moid, h.name, o.public_value AS value
FROM host h
JOIN host_option o ON o.source = h.source AND o.host_moid = h.moid
                  AND o.option_key = 'VMkernel.Boot.execInstalledOnly'
WHERE o.public_value IN ('FALSE', 'false', '0')
