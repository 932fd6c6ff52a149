-- id: upgrade-datastore-io-control
-- title: Storage I/O control is on, and has no future
-- severity: info
-- category: storage
-- object: datastore
-- key: source, moid
-- why: Shares and limits of storage I/O are deprecated as of the target, without a replacement.
-- fix: Do not build on it any longer; where latency matters, use limits of the array.
-- link: https://developer.broadcom.com/xapis/virtual-infrastructure-json-api/latest/data-structures/StorageIOAllocationInfo
SELECT source, moid, name, io_control_enabled
FROM datastore
WHERE io_control_enabled = 1
