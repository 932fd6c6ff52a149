-- id: host-spectre-unmitigated
-- title: The processors of a host cannot hold off Spectre
-- severity: major
-- category: security
-- object: host
-- key: source, moid
-- why: Neither processor nor firmware offers a way to separate speculation between machines, so one may read
--   another's memory.
-- fix: Update the host's firmware, or ESXi, which brings microcode; then machines get it at their next power
--   cycle. Replace processors that have no update.
-- absence-of: host_feature_capability
-- answers: vcheck 30 Host/111 Host Check for Spectre Mitigation
SELECT h.source, h.moid, h.name, h.cpu_model, h.bios_version, h.version
FROM host h
WHERE EXISTS (SELECT 1 FROM host_feature_capability f WHERE f.source = h.source AND f.host_moid = h.moid)
  AND NOT EXISTS (SELECT 1 FROM host_feature_capability f
                  WHERE f.source = h.source AND f.host_moid = h.moid
                    AND f.feature_key IN ('cpuid.IBRS', 'cpuid.IBPB', 'cpuid.STIBP')
                    AND coalesce(f.value, '1') <> '0')
