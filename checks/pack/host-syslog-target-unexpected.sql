-- id: host-syslog-target-unexpected
-- title: A host sends its logs elsewhere than it should
-- severity: minor
-- category: support
-- object: host
-- key: source, moid
-- why: The logs do not arrive where they are kept and watched.
-- fix: Set the option Syslog.global.logHost to the site's log server.
-- parameter: targets list - the values of Syslog.global.logHost that the site allows, one target in each
-- answers: vcheck 30 Host/51 Syslog Name
SELECT source, moid, name, syslog_target
FROM host
WHERE syslog_target NOT IN (SELECT value FROM json_each(:targets))
