-- id: upgrade-host-cpu-generation-unknown
-- title: The generation of a processor is not known
-- severity: minor
-- category: hardware
-- object: host
-- key: source, moid
-- why: vCenter gives the host no EVC baseline, so nothing here says whether the target still supports its
--   processor.
-- fix: Look the model up in the compatibility guide before the host is upgraded.
SELECT source, moid, name, cpu_model
FROM host
WHERE max_evc_mode IS NULL AND connection_state = 'connected'
