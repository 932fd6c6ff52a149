-- id: vm-logging-unsuited
-- title: A machine writes no log, or logs without bound
-- severity: minor
-- category: support
-- object: vm
-- key: source, moid
-- why: Without its log nobody can tell why a machine failed; with few or huge logs either the cause is gone
--   or the datastore fills. Logs start anew at each power-on, so several are worth keeping.
-- fix: Enable logging, and set log.keepOld to 10 and log.rotateSize to a few MB, or remove both for the
--   host's defaults.
-- answers: vcheck 60 VM/102 VM Logging
-- parameter: keep integer 3 files - fewer hold only the latest starts; nothing set means the host's default,
--   which is enough
-- parameter: rotate_bytes integer 104857600 bytes - a log beyond 100 MB can hardly be read or sent
SELECT v.source, v.moid, v.name, v.logging_enabled, x.log_keep_old, x.log_rotate_size
FROM vm v
LEFT JOIN vm_extra_config x ON x.source = v.source AND x.vm_moid = v.moid
WHERE v.logging_enabled = 0
   OR (x.log_keep_old = x.log_keep_old + 0 AND x.log_keep_old + 0 < :keep)
   OR (x.log_rotate_size = x.log_rotate_size + 0 AND x.log_rotate_size + 0 > :rotate_bytes)
