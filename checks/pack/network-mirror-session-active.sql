-- id: network-mirror-session-active
-- title: A session mirrors traffic of a distributed switch
-- severity: info
-- category: security
-- object: dvswitch_mirror
-- key: source, dvswitch_moid, session_key
-- why: Somebody reads along what machines send and receive. That may be wanted (a sensor) or left over from a fault
--   long ago, and it costs the host and the uplinks.
-- fix: Find out who uses the session; end it if nobody does (switch > Configure > Port Mirroring).
SELECT m.source, m.dvswitch_moid, m.session_key, w.name AS dvswitch_name, m.name, m.type, m.sampling_rate
FROM dvswitch_mirror m
LEFT JOIN dvswitch w ON w.source = m.source AND w.moid = m.dvswitch_moid
WHERE m.enabled = 1
