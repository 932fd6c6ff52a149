-- id: host-cpu-vendor-unexpected
-- title: A host has processors of another maker than a migration's target
-- severity: minor
-- category: lifecycle
-- object: host
-- key: source, moid
-- why: Machines cannot be moved while they run between processors of different makers. Each one on this host
--   has to be stopped for the move.
-- fix: Plan a stop for the machines of this host, or a target of the same maker.
-- answers: readiness non-Intel hosts
-- parameter: vendors list - makers of the target's processors in lower case, such as intel; empty while
--   nothing is planned
SELECT h.source, h.moid, h.name, h.cpu_model, p.packages
FROM (SELECT source, host_moid, count(*) AS packages
      FROM host_cpu_package
      WHERE vendor NOT IN (SELECT value FROM json_each(:vendors))
      GROUP BY source, host_moid) p
JOIN host h ON h.source = p.source AND h.moid = p.host_moid
