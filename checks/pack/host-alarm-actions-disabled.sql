-- id: host-alarm-actions-disabled
-- title: Alarm actions are off on a host
-- severity: minor
-- category: configuration
-- object: host
-- key: source, moid
-- why: Alarms on this host still change colour but do nothing: no mail, no trap, no script. Often left so
--   after maintenance.
-- fix: Enable alarm actions on the host.
-- answers: vcheck 30 Host/83 Hosts not Connected or Alarms Disabled
SELECT source, moid, name
FROM host
WHERE alarm_actions_enabled = 0
