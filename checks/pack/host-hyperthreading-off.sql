-- id: host-hyperthreading-off
-- title: A host does not use the threads of its processors
-- severity: minor
-- category: performance
-- object: host
-- key: source, moid
-- why: The processors can run two threads a core, and only one is used: a good part of their throughput is
--   lost. It may be wanted, against attacks between threads.
-- fix: Switch hyper-threading on in the firmware and in the host's processor settings, then restart; or accept
--   the finding.
SELECT source, moid, name, cpu_model, cpu_core_count, hyperthreading_configured
FROM host
WHERE hyperthreading_available = 1 AND hyperthreading_active = 0
