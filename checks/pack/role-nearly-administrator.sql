-- id: role-nearly-administrator
-- title: A role of the site grants nearly all privileges
-- severity: minor
-- category: security
-- object: role
-- key: source, role_id
-- why: The role is Administrator by another name: whoever holds it can do about everything, and reviews of
--   administrators do not see it.
-- fix: Take the privileges that the holders do not need out of the role, above all those to change
--   permissions and roles.
-- parameter: percent integer 90 percent - what a copy of Administrator has after some privileges were taken
--   out
SELECT r.source, r.role_id, r.name, r.privilege_count, a.privilege_count AS administrator_privilege_count
FROM role r
JOIN role a ON a.source = r.source AND a.role_id = -1
WHERE r.role_id > 0 AND r.is_system = 0 AND a.privilege_count > 0
  AND r.privilege_count * 100 >= a.privilege_count * :percent
