-- id: upgrade-host-cpu-removed
-- title: The target does not run on the processor of a host
-- severity: critical
-- category: hardware
-- object: host
-- key: source, moid
-- why: The target no longer supports this generation of processors: its installer stops, or the host does
--   not start.
-- fix: Replace the host, or leave it at its release. A processor is known here by the highest EVC baseline
--   that vCenter sees in it.
-- parameter: cpu_removed list - generations without support in the target, as EVC baselines
SELECT source, moid, name, max_evc_mode, cpu_model, version
FROM host
WHERE max_evc_mode IN (SELECT value FROM json_each(:cpu_removed))
