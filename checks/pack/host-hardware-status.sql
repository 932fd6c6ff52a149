-- id: host-hardware-status
-- title: A part of a host is not in order
-- severity: major
-- category: hardware
-- object: host_hardware_status
-- key: source, host_moid, position
-- why: The host reports a processor, memory or storage part as red or yellow. Parts that warn often fail next.
-- fix: Look at the part in the host's hardware status and in the management controller; replace it.
-- answers: vcheck 30 Host/53 Hardware status warnings-errors
SELECT p.source, p.host_moid, p.position, h.name AS host_name, p.element, p.component, p.state
FROM host_hardware_status p
LEFT JOIN host h ON h.source = p.source AND h.moid = p.host_moid
WHERE p.state IN ('Red', 'Yellow', 'red', 'yellow')
