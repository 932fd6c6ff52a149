-- id: upgrade-vm-guest-removed
-- title: The target does not support the guest system of a machine
-- severity: minor
-- category: support
-- object: vm
-- key: source, moid
-- why: The machine may go on running, but nobody mends what breaks.
-- fix: Move what it does to a supported system, or leave it on a host of an older release.
-- parameter: guests_removed list - guest systems without support in the target, by id
SELECT source, moid, name, guest_id
FROM vm
WHERE guest_id IN (SELECT value FROM json_each(:guests_removed))
