-- id: network-dvswitch-version-old
-- title: A distributed switch has an old version
-- severity: minor
-- category: lifecycle
-- object: dvswitch
-- key: source, moid
-- why: Newer releases of vCenter and ESXi refuse switches of old versions, so an upgrade stops here. From versions
--   before 6.6 the upgrade of the switch interrupts its machines.
-- fix: Export the switch's configuration, then upgrade it in a maintenance window (switch > Actions > Upgrade) to
--   the newest version that all its hosts know.
-- link: https://knowledge.broadcom.com/external/article/434420/technical-guidance-to-upgrade-vds-virtu.html
SELECT source, moid, name, version, host_count, vm_count
FROM dvswitch
WHERE version IN ('4.0', '4.0.0', '4.1.0', '5.0.0', '5.1.0', '5.5.0', '6.0.0', '6.5.0')
