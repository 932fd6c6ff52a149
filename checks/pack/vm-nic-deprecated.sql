-- id: vm-nic-deprecated
-- title: A network adapter of a machine is of an old kind
-- severity: minor
-- category: performance
-- object: vm_nic
-- key: source, vm_moid, device_key
-- why: e1000 and its older kin imitate a card of long ago: they take more processor time, carry less traffic
--   and lose more of it than vmxnet3. The oldest have no driver in current systems.
-- fix: Add a vmxnet3 adapter, give it the old one's address in the guest, and remove the old one. Let the
--   guest have current Tools first.
-- link: https://kb.vmware.com/kb/1001805
SELECT n.source, n.vm_moid, n.device_key, v.name AS vm_name, n.label, n.adapter_type, v.guest_id
FROM vm_nic n
LEFT JOIN vm v ON v.source = n.source AND v.moid = n.vm_moid
WHERE n.adapter_type IN ('VirtualE1000', 'VirtualE1000e', 'VirtualPCNet32', 'VirtualVmxnet', 'VirtualVmxnet2')
