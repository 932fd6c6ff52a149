-- id: permission-held-by-user
-- title: A permission is held by a single user instead of a group
-- severity: info
-- category: security
-- object: permission
-- key: source, entity_moid, principal, is_group
-- why: Rights of single users are forgotten when people change their work. The root, where solutions have
--   their own users, is left out.
-- fix: Put the user into a group of the directory and give the group the role.
SELECT p.source, p.entity_moid, p.principal, p.is_group, p.entity_type, r.name AS role_name, p.propagates
FROM permission p
LEFT JOIN role r ON r.source = p.source AND r.role_id = p.role_id
LEFT JOIN folder f ON f.source = p.source AND f.moid = p.entity_moid
WHERE p.is_group = 0 AND p.role_id <> -5 AND (p.entity_type <> 'Folder' OR f.parent_moid IS NOT NULL)
