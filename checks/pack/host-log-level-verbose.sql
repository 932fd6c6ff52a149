-- id: host-log-level-verbose
-- title: A host logs far more than it needs
-- severity: info
-- category: support
-- object: host
-- key: source, moid
-- why: Left over from a support case, the level fills the logs within hours, so what happened yesterday is
--   gone.
-- fix: Set the option Config.HostAgent.log.level to info.
SELECT h.source, h.moid, h.name, o.public_value AS value
FROM host h
JOIN host_option o ON o.source = h.source AND o.host_moid = h.moid
                  AND o.option_key = 'Config.HostAgent.log.level'
WHERE o.public_value IN ('verbose', 'trivia')
