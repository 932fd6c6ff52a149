-- id: vm-heartbeat-red
-- title: The guest of a running machine sends no heartbeat
-- severity: major
-- category: availability
-- object: vm
-- key: source, moid
-- why: VMware Tools run but their heartbeat has stopped: the guest hangs, crashed, or is starved of processor
--   time. With machine monitoring on, HA is about to reset it.
-- fix: Look at the machine's console, and at how much processor time and disk latency it has; reset it if it
--   does not answer.
SELECT source, moid, name, heartbeat_status, tools_running_status, uptime_seconds
FROM vm
WHERE power_state = 'poweredOn' AND heartbeat_status = 'red'
