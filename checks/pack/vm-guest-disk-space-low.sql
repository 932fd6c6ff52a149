-- id: vm-guest-disk-space-low
-- title: A file system of a guest is nearly full
-- severity: minor
-- category: capacity
-- object: vm_partition
-- key: source, vm_moid, path
-- why: Programs fail when their file system is full, often without saying so. Small file systems, such as
--   those with a boot loader, are not judged, nor are those whose system writes to none of them.
-- fix: Free space in the guest, or enlarge the disk and then the file system.
-- answers: vcheck 60 VM/19 Guests with less than X MB free
-- parameter: free_percent integer 10 percent - what a file system is to have free; both this and free_mib
--   must be missed
-- parameter: free_mib integer 1024 MiB - a large file system may be full to a small percentage and yet have
--   room
-- parameter: size_mib integer 1024 MiB - smaller file systems hold boot files and are meant to be full
SELECT p.source, p.vm_moid, p.path, v.name AS vm_name, p.capacity_bytes, p.free_bytes,
       p.free_bytes * 100 / p.capacity_bytes AS free_percent
FROM vm_partition p
LEFT JOIN vm v ON v.source = p.source AND v.moid = p.vm_moid
WHERE p.capacity_bytes > :size_mib * 1048576 AND p.free_bytes * 100 < p.capacity_bytes * :free_percent
  AND p.free_bytes < :free_mib * 1048576
  AND (p.filesystem_type IS NULL OR p.filesystem_type NOT IN ('iso9660', 'udf', 'UDF', 'CDFS', 'squashfs'))
