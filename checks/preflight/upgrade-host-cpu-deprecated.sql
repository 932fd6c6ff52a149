-- id: upgrade-host-cpu-deprecated
-- title: The target is the last that runs on the processor of a host, or nearly
-- severity: minor
-- category: hardware
-- object: host
-- key: source, moid
-- why: The upgrade works, but a release after the target leaves this generation of processors behind.
-- fix: Plan the replacement of the host before the release after the target.
-- parameter: cpu_deprecated list - generations that the target supports and a later release does not, as
--   EVC baselines
SELECT source, moid, name, max_evc_mode, cpu_model
FROM host
WHERE max_evc_mode IN (SELECT value FROM json_each(:cpu_deprecated))
