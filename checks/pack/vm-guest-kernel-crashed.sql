-- id: vm-guest-kernel-crashed
-- title: The kernel of a guest has crashed
-- severity: critical
-- category: availability
-- object: vm
-- key: source, moid
-- why: The guest's operating system has stopped with a crash; the machine runs but does nothing.
-- fix: Keep what the console shows and the guest's dump, then reset the machine.
SELECT source, moid, name, guest_id, running_guest_full_name, heartbeat_status
FROM vm
WHERE power_state = 'poweredOn' AND guest_kernel_crashed = 1
