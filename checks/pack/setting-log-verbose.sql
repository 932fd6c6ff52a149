-- id: setting-log-verbose
-- title: vCenter logs everything
-- severity: info
-- category: configuration
-- object: setting
-- key: source, option_key
-- why: At this level the logs roll over within hours, so that the cause of a fault is gone when it is looked
--   for, and vCenter is slower.
-- fix: Set the log level back to info when the investigation is over.
SELECT source, option_key, public_value
FROM setting
WHERE option_key IN ('config.log.level', 'log.level') AND public_value IN ('verbose', 'trivia')
