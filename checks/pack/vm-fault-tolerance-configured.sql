-- id: vm-fault-tolerance-configured
-- title: A machine that is to move uses Fault Tolerance
-- severity: major
-- category: lifecycle
-- object: vm
-- key: source, moid
-- why: Most targets of a migration know no Fault Tolerance, and a machine cannot be moved to another vCenter
--   while it is on.
-- fix: Turn Fault Tolerance off before the move, and say what protects the machine afterwards.
-- answers: readiness FT enabled
-- parameter: migration_targets list - where machines are to move, by names of the site's choice; empty while nothing is
--   planned
SELECT source, moid, name, ft_state, ft_role
FROM vm
WHERE ft_state IN ('disabled', 'enabled', 'needSecondary', 'starting', 'running')
  AND (SELECT count(*) FROM json_each(:migration_targets)) > 0
