-- id: host-syslog-missing
-- title: A host sends its logs nowhere
-- severity: minor
-- category: support
-- object: host
-- key: source, moid
-- why: When the host is lost, so are its logs; and whoever breaks in can remove what they left there.
-- fix: Set the option Syslog.global.logHost to the site's log server, and open the firewall's ruleset syslog.
SELECT source, moid, name, syslog_directory
FROM host
WHERE syslog_remote = 0
