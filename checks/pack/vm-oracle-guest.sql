-- id: vm-oracle-guest
-- title: A machine that is to move runs a system of Oracle's
-- severity: info
-- category: licensing
-- object: vm
-- key: source, moid
-- why: Oracle licenses its programs by the hosts they might run on. A move to other hosts, or to a cluster
--   shared with others, changes what has to be paid.
-- fix: Look at the contract before the move, and bind such machines to hosts of their own where it asks for
--   that. Oracle programs on other systems cannot be seen from here.
-- answers: readiness Oracle VMs
-- parameter: migration_targets list - where machines are to move, by names of the site's choice; empty while nothing is
--   planned
SELECT source, moid, name, guest_id, running_guest_id
FROM vm
WHERE coalesce(running_guest_id, guest_id) IN (
        'oracleLinuxGuest', 'oracleLinux64Guest', 'oracleLinux6Guest', 'oracleLinux6_64Guest', 'oracleLinux7Guest',
        'oracleLinux7_64Guest', 'oracleLinux8_64Guest', 'oracleLinux9_64Guest', 'oracleLinux10_64Guest',
        'solaris10Guest', 'solaris10_64Guest', 'solaris11_64Guest')
  AND (SELECT count(*) FROM json_each(:migration_targets)) > 0
