-- id: vm-guest-os-differs
-- title: A machine is set up for another operating system than it runs
-- severity: info
-- category: configuration
-- object: vm
-- key: source, moid
-- why: The virtual hardware, its drivers and the right version of Tools are chosen by the configured system.
--   After an upgrade of the guest they no longer fit, and support asks for the setting first.
-- fix: Set the guest operating system to what runs, while the machine is off.
-- answers: vcheck 60 VM/54 VMs with incorrect OS Configuration
SELECT source, moid, name, guest_id, running_guest_id, guest_full_name, running_guest_full_name
FROM vm
WHERE running_guest_id <> guest_id AND power_state = 'poweredOn'
  AND guest_id NOT IN ('otherGuest', 'otherGuest64', 'otherLinuxGuest', 'otherLinux64Guest', 'other26xLinux64Guest',
                       'other3xLinuxGuest', 'other3xLinux64Guest', 'other4xLinuxGuest', 'other4xLinux64Guest',
                       'other5xLinuxGuest', 'other5xLinux64Guest', 'other6xLinuxGuest', 'other6xLinux64Guest')
  AND running_guest_id NOT IN ('otherGuest', 'otherGuest64', 'otherLinuxGuest', 'otherLinux64Guest',
                               'other3xLinux64Guest', 'other4xLinux64Guest', 'other5xLinux64Guest',
                               'other6xLinux64Guest')
