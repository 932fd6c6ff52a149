-- id: setting-event-forwarding-off
-- title: vCenter sends its events to no log server
-- severity: info
-- category: security
-- object: setting
-- key: source, option_key
-- why: Whoever takes over vCenter can remove the traces of it.
-- fix: Set vpxd.event.syslog.enabled to true and name a log server in the management interface of the
--   appliance.
SELECT source, option_key, public_value
FROM setting
WHERE option_key = 'vpxd.event.syslog.enabled' AND public_value = 'false'
