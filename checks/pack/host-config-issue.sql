-- id: host-config-issue
-- title: A host reports an issue with its configuration
-- severity: minor
-- category: configuration
-- object: host_issue
-- key: source, host_moid, position
-- why: The host itself tells vCenter that something is set wrong or redundancy is lost; it is the yellow bar on
--   the host's summary.
-- fix: Open the host's summary in vCenter and follow the issue shown there; those that are wanted can be
--   suppressed there as well.
-- answers: vcheck 30 Host/35 Host Configuration Issues
SELECT i.source, i.host_moid, i.position, h.name AS host_name, i.event_type, i.event_type_id, i.created_at
FROM host_issue i
LEFT JOIN host h ON h.source = i.source AND h.moid = i.host_moid
WHERE i.event_type IS NOT NULL
