-- id: permission-administrator-unexpected
-- title: Somebody the site has not named is Administrator
-- severity: major
-- category: security
-- object: permission
-- key: source, entity_moid, principal, is_group
-- why: The role Administrator may do everything, also delete machines and give rights to others.
-- fix: Give the principal a role with what it needs, or add it to the administrators that the site expects.
-- parameter: administrators list - users and groups that are to be Administrator, as vCenter spells them
SELECT p.source, p.entity_moid, p.principal, p.is_group, p.entity_type, p.propagates
FROM permission p
WHERE p.role_id = -1 AND p.principal NOT IN (SELECT value FROM json_each(:administrators))
