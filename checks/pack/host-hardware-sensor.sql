-- id: host-hardware-sensor
-- title: A hardware sensor is red or yellow
-- severity: major
-- category: hardware
-- object: host_sensor
-- key: source, host_moid, name
-- why: The machine itself reports a fan, temperature, voltage, power supply or memory outside its range.
--   Hardware that warns often fails next.
-- fix: Look at the sensor in the host's hardware status and in the management controller of the machine.
--   Replace the part, or clear the log there if the event is over.
-- answers: vcheck 30 Host/53 Hardware status warnings-errors
SELECT s.source, s.host_moid, s.name, h.name AS host_name, s.state, s.sensor_type, s.reading, s.unit_modifier,
       s.base_units
FROM host_sensor s
LEFT JOIN host h ON h.source = s.source AND h.moid = s.host_moid
WHERE s.state IN ('red', 'yellow')
