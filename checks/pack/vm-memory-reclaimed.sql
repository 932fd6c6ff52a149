-- id: vm-memory-reclaimed
-- title: The host takes memory away from a machine
-- severity: major
-- category: performance
-- object: vm
-- key: source, moid
-- why: Ballooned or swapped memory means that the host is, or was, short of it, or that a limit holds the
--   machine down. Swapped memory is read back from disk and is slow.
-- fix: Look for memory limits on the machine and its pools, and for pressure on its host; move machines or
--   add memory. Swapped memory comes back only when it is touched or the machine restarts.
-- answers: vcheck 60 VM/12 VMs Swapping or Ballooning
-- parameter: bytes integer 0 bytes - a healthy host takes nothing away
SELECT source, moid, name, memory_bytes, ballooned_memory_bytes, swapped_memory_bytes
FROM vm
WHERE power_state = 'poweredOn'
  AND coalesce(ballooned_memory_bytes, 0) + coalesce(swapped_memory_bytes, 0) > :bytes
