-- id: vm-memory-compressed
-- title: The host compresses memory of a machine
-- severity: minor
-- category: performance
-- object: vm
-- key: source, moid
-- why: The host is, or was, so short of memory that it compressed pages; swapping is next. A memory limit on
--   the machine has the same effect on a host with plenty.
-- fix: Look for memory limits on the machine and its pools, and for pressure on its host; move machines or
--   add memory.
-- parameter: bytes integer 1048576 bytes - a few pages stay compressed long after the shortage is over
SELECT source, moid, name, memory_bytes, compressed_memory_bytes, memory_limit_bytes
FROM vm
WHERE power_state = 'poweredOn' AND compressed_memory_bytes > :bytes
