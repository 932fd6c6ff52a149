-- id: permission-can-grant
-- title: A role of the site that may change permissions is held by somebody
-- severity: info
-- category: security
-- object: permission
-- key: source, entity_moid, principal, is_group
-- why: Whoever may change permissions can give himself any right on what lies below.
-- fix: Take Authorization.ModifyPermissions out of the role, or accept the finding for those who delegate.
SELECT p.source, p.entity_moid, p.principal, p.is_group, p.entity_type, r.name AS role_name, p.propagates
FROM role_privilege g
JOIN permission p ON p.source = g.source AND p.role_id = g.role_id
LEFT JOIN role r ON r.source = g.source AND r.role_id = g.role_id
WHERE g.privilege = 'Authorization.ModifyPermissions' AND g.role_id > 0
