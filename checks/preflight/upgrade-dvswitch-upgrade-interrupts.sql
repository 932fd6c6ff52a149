-- id: upgrade-dvswitch-upgrade-interrupts
-- title: Raising the version of a distributed switch interrupts its traffic
-- severity: info
-- category: network
-- object: dvswitch
-- key: source, moid
-- why: After the hosts the switch is raised as well. From a version this old that interrupts machines and
--   VMkernel adapters on all of its hosts at once.
-- fix: Plan a maintenance window and a backup of the configuration of the switch, or move its hosts to a
--   new switch.
-- parameter: dvswitch_smooth integer 0 version - from this version on, a switch is raised without an
--   interruption
SELECT source, moid, name, version, host_count
FROM dvswitch
WHERE version(version) < :dvswitch_smooth
