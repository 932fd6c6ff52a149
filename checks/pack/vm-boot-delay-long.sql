-- id: vm-boot-delay-long
-- title: A machine waits long before it starts its system
-- severity: info
-- category: availability
-- object: vm
-- key: source, moid
-- why: The wait comes on top of each start, also after a failover. It is mostly left over from somebody who
--   had to reach the firmware in time.
-- fix: Set the boot delay to zero; use "force entry of firmware setup" when it is needed.
-- parameter: milliseconds integer 10000 ms - more than a person needs to press a key
SELECT source, moid, name, boot_delay_ms
FROM vm
WHERE boot_delay_ms > :milliseconds
