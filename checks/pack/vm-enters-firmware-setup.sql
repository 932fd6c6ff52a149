-- id: vm-enters-firmware-setup
-- title: A machine will stop in its firmware setup at the next start
-- severity: minor
-- category: availability
-- object: vm
-- key: source, moid
-- why: The machine does not start its system by itself the next time: after a failover by HA it waits for
--   somebody at its console.
-- fix: Clear "force entry of firmware setup" in the machine's boot options.
SELECT source, moid, name, power_state, firmware
FROM vm
WHERE enter_firmware_setup = 1
